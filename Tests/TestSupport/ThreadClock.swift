import Glibc

/// Measures work by what this thread computes, so that a loaded machine does not fail tests of time limits.
package enum ThreadClock {
  /// The processor time that synchronous work takes.
  package static func measure(_ body: () throws -> Void) rethrows -> Duration {
    let start = now()
    try body()
    return now() - start
  }

  private static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
