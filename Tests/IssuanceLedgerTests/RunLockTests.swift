import Foundation
import Glibc
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("Locking a home")
struct RunLockTests {
  @Test("keeps a second run out until the first ends")
  func second() throws {
    let folder = try TemporaryFolder()
    do {
      let lock = try RunLock(home: folder.path)
      #expect(throws: LedgerError.locked) { try RunLock(home: folder.path) }
      withExtendedLifetime(lock) {}
    }
    withExtendedLifetime(try RunLock(home: folder.path)) {}
  }

  @Test("keeps another process out, and is kept out by one", .enabled(if: Command.isAvailable("flock"), "needs flock"))
  func otherProcess() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.lock")
    let lock = try RunLock(home: folder.path)
    let refused = try Command.run("flock", ["--nonblock", path, "true"])
    #expect(refused.status == 1)
    withExtendedLifetime(lock) {}
    try hold(folder.file("other/ledger.lock"), seconds: "1", in: folder)
    #expect(throws: LedgerError.locked) { try RunLock(home: folder.file("other")) }
    // The system releases the lock when that process ends.
    withExtendedLifetime(try RunLock(home: folder.file("other"), waiting: 10)) {}
  }

  /// Lets another process have the lock for some seconds, and returns when it has it.
  private func hold(_ path: String, seconds: String, in folder: TemporaryFolder) throws {
    try folder.write([], to: "other/ledger.lock")
    let script = """
      flock "$1" sleep "$2" > /dev/null 2>&1 &
      while flock --nonblock "$1" true; do sleep 0.01; done
      """
    #expect(try Command.run("sh", ["-c", script, "sh", path, seconds]).status == 0)
  }

  @Test("gives its file back once where the lock is refused")
  func refusedOnce() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let lock = try RunLock(home: folder.path)
      errno = 0
      let refused = (try? RunLock(home: folder.path)) == nil
      let code = errno
      #expect(refused)
      #expect(code != EBADF, "closing it twice would close what somebody else opens in between")
      #expect(try RunLockTests.openCount(of: folder.file("ledger.lock")) == 1, "only the lock that is held stays open")
      withExtendedLifetime(lock) {}
    }
  }

  /// How many descriptors of this process lead to a file; other threads may open others meanwhile.
  private static func openCount(of path: String) throws -> Int {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == real
    }
  }

  @Test("waits for the other run as long as it is told")
  func waiting() throws {
    let folder = try TemporaryFolder()
    let lock = try RunLock(home: folder.path)
    let start = ContinuousClock.now
    #expect(throws: LedgerError.locked) { try RunLock(home: folder.path, waiting: 1) }
    #expect(ContinuousClock.now - start >= .milliseconds(900))
    withExtendedLifetime(lock) {}
  }

  @Test("needs a home")
  func noHome() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("none/ledger.lock")
    #expect(throws: LedgerError.io("\(path): No such file or directory")) { try RunLock(home: folder.file("none")) }
  }
}
