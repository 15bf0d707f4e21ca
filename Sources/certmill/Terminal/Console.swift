import Glibc
import Synchronization

/// Standard output for data, standard error for talk.
enum Console {
  /// Data.
  static func write(_ line: String) { put(Array((line + "\n").utf8), to: STDOUT_FILENO) }

  /// Data as it is.
  static func write(_ octets: [UInt8]) { put(octets, to: STDOUT_FILENO) }

  /// Talk; a progress line that stands on the terminal is wiped first.
  static func say(_ line: String) {
    ProgressLine.wipe()
    put(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether standard error is a terminal that understands control sequences.
  static var isTerminal: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  static func put(_ octets: [UInt8], to descriptor: Int32) {
    var rest = octets[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        // Nobody reads any more: there is nobody to tell.
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
