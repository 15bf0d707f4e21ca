import Glibc

/// Keeps a second writing run out of a home; the system releases it when the process ends, however it ends.
package final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or throws `.locked` when another process still has it after some seconds.
  package init(home: String, waiting seconds: Int = 0) throws(LedgerError) {
    let path = home + "/ledger.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io("\(path): \(String(cString: strerror(errno)))") }
    // flock has no time limit; asking ten times a second costs nothing beside a run.
    var tries = max(0, seconds) * 10
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      // `deinit` runs after an error too, and closes the file; closing it twice would close somebody else's.
      guard tries > 0 else { throw .locked }
      tries -= 1
      usleep(100_000)
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // Closing is not enough where a child that has not begun its program yet has the file open, too.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
