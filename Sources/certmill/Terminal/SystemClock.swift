import Glibc
import PKIModel

/// The machine's clock, asked once for a whole run.
enum SystemClock {
  static var now: UTCInstant { UTCInstant(seconds: Int64(time(nil))) }
}
