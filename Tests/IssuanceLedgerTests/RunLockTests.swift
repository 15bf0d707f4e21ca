import Foundation
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("The lock of a home")
struct RunLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("keeps a second run out until the first is done")
  func exclusive() throws {
    do {
      let lock = try RunLock(home: folder.path)
      #expect(throws: LedgerError.locked) { _ = try RunLock(home: folder.path) }
      withExtendedLifetime(lock) {}
    }
    _ = try RunLock(home: folder.path)
  }

  @Test("is waited for as long as was asked")
  func waiting() throws {
    let lock = try RunLock(home: folder.path)
    let start = ContinuousClock.now
    #expect(throws: LedgerError.locked) { _ = try RunLock(home: folder.path, waiting: 1) }
    #expect(ContinuousClock.now - start >= .seconds(1))
    withExtendedLifetime(lock) {}
  }

  @Test("is had as soon as the other run lets go")
  func handedOver() async throws {
    var lock: RunLock? = try RunLock(home: folder.path)
    let path = folder.path
    async let next = Task.detached { try RunLock(home: path, waiting: 60) }.value
    try await Task.sleep(for: .milliseconds(150))
    withExtendedLifetime(lock) {}
    lock = nil
    _ = try await next
  }

  @Test("cannot be had where the home cannot be written")
  func missingHome() {
    #expect(throws: LedgerError.io("/nowhere/ledger.lock: No such file or directory")) {
      _ = try RunLock(home: "/nowhere")
    }
  }
}
