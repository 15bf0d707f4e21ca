import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

/// A decision is recorded whole, or nothing of it is.
@Suite("A decision that conflicts")
struct CommitConflictTests {
  private let site: LedgerSite
  private let batch: OpenBatch

  init() throws {
    site = try LedgerSite()
    batch = try site.open()
    try site.commit(batch, LedgerSite.issue("first", 1, batch))
    try site.ledger.record([LedgerSite.signature(1)])
  }

  private func expectUntouched(by decision: RecordedDecision, conflict: String) throws {
    let before = try site.contents()
    #expect(try site.commit(batch, decision) == [0: conflict])
    #expect(try site.contents() == before)
  }

  @Test("with an id that is taken leaves no certificate")
  func requestTaken() throws {
    try expectUntouched(by: try LedgerSite.issue("first", 2, batch, position: 4), conflict: "requestTaken")
  }

  @Test("with an id that is taken leaves the states as they are")
  func requestTakenWithChanges() throws {
    let decision = LedgerSite.decision(
      LedgerSite.request("first", batch, position: 4), try LedgerSite.revocation(1),
      .addEndEntity(try LedgerSite.endEntity("anna")))
    try expectUntouched(by: decision, conflict: "requestTaken")
  }

  @Test("with an id that is taken revokes nothing")
  func requestTakenByRevocation() throws {
    let decision = LedgerSite.decision(
      LedgerSite.request("first", batch, position: 4), try LedgerSite.revocation(1))
    try expectUntouched(by: decision, conflict: "requestTaken")
  }

  @Test("with a refusal of the same run is not recorded either")
  func refusalTaken() throws {
    try site.commit(batch, LedgerSite.decision(LedgerSite.request("no", batch, outcome: "BAD_REQUEST")))
    try expectUntouched(by: try LedgerSite.issue("no", 3, batch, position: 5), conflict: "requestTaken")
  }

  @Test("with a serial number that exists leaves no request", arguments: [true, false])
  func serialNumberTaken(isAlone: Bool) throws {
    let certificate = try LedgerSite.intent(1)
    let changes: [StateChange] =
      [.intend(certificate)] + (isAlone ? [] : [.addEndEntity(try LedgerSite.endEntity("anna"))])
    let decision = RecordedDecision(
      request: LedgerSite.request("second", batch, certificate: certificate.uuid), changes: changes)
    try expectUntouched(by: decision, conflict: "serialNumberTaken")
  }

  @Test("with an end entity that exists by now leaves nothing")
  func endEntityExists() throws {
    let entity = try LedgerSite.endEntity("anna")
    try site.commit(batch, LedgerSite.decision(LedgerSite.request("a", batch), .addEndEntity(entity)))
    try expectUntouched(
      by: LedgerSite.decision(LedgerSite.request("b", batch), .addEndEntity(entity)), conflict: "stateChanged")
  }

  @Test("after some of its changes takes all of them back")
  func laterChange() throws {
    try expectUntouched(
      by: LedgerSite.decision(
        LedgerSite.request("x", batch), .intend(try LedgerSite.intent(9)), try LedgerSite.revocation(1),
        .updateEndEntity(try LedgerSite.endEntity("nobody"))), conflict: "stateChanged")
  }

  @Test("with a certificate that is not issued revokes nothing")
  func notIssued() throws {
    try site.commit(batch, LedgerSite.issue("open", 5, batch, position: 1))
    for number: UInt8 in [5, 77] {
      try expectUntouched(
        by: LedgerSite.decision(LedgerSite.request("v", batch, position: 2), try LedgerSite.revocation(number)),
        conflict: "stateChanged")
    }
    #expect(
      try site.commit(
        batch, LedgerSite.decision(LedgerSite.request("v", batch, position: 2), try LedgerSite.revocation(1))) == [:])
    try expectUntouched(
      by: LedgerSite.decision(LedgerSite.request("w", batch, position: 3), try LedgerSite.revocation(1)),
      conflict: "stateChanged")
  }

  @Test("does not keep the others of its transaction back")
  func others() throws {
    let conflicts = try site.commit(
      batch, LedgerSite.issue("second", 2, batch, position: 1), LedgerSite.issue("third", 1, batch, position: 2),
      LedgerSite.issue("fourth", 4, batch, position: 3))
    #expect(conflicts == [1: "serialNumberTaken"])
    #expect(try site.record("second", in: batch) != nil)
    #expect(try site.record("third", in: batch) == nil)
    #expect(try site.record("fourth", in: batch) != nil)
  }
}
