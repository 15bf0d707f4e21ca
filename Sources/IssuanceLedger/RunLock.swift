import Glibc

/// Keeps a second writing run out of a home; the system releases it when the process ends, however it ends.
package final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or throws `.locked` at once where another process has it.
  package init(home: String) throws(LedgerError) {
    let path = home + "/ledger.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io("\(path): \(String(cString: strerror(errno)))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked
    }
  }

  deinit { close(descriptor) }
}
