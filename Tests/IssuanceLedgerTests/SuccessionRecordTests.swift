import Foundation
import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Predecessors and successors in the ledger")
struct SuccessionRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
  }

  private func renew(_ id: String, _ old: UInt8, _ new: UInt8) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id, position: Int(new), certificate: new),
      changes: [.intend(try LedgerKit.certificate(new)), .succeed(try succession(old, new))])
  }

  private func succession(_ old: UInt8, _ new: UInt8) throws -> Succession {
    Succession(predecessor: try LedgerKit.id(old), successor: try LedgerKit.id(new), kind: .renewal)
  }

  private func successions(of number: UInt8) throws -> [Succession] {
    try kit.view(batch) { try $0.successions(of: LedgerKit.id(number)) }
  }

  @Test("are linked once the predecessor is issued; successors that failed do not count")
  func links() throws {
    try kit.commit(batch, [LedgerKit.issue("a", 1)])
    #expect(try kit.commit(batch, [renew("early", 1, 2)]) == [0: .stateChanged])
    #expect(try kit.certificate(2) == nil)
    try kit.commit(batch, [], signatures: [1])
    #expect(try kit.commit(batch, [renew("n-1", 1, 2), renew("n-2", 1, 3)]).isEmpty)
    #expect(try successions(of: 1) == [succession(1, 2), succession(1, 3)])
    #expect(try successions(of: 2).isEmpty)
    let failure = RecordedDecision(
      request: try LedgerKit.request("n-1", position: 2, outcome: "AUTHORITY_ERROR"),
      changes: [.abandon(try LedgerKit.id(2))])
    try kit.commit(batch, [], signatures: [3], failures: [failure])
    #expect(try successions(of: 1) == [succession(1, 3)])
  }

  @Test("are not linked where the predecessor is revoked meanwhile")
  func revoked() throws {
    try kit.commit(batch, [LedgerKit.issue("a", 1)])
    try kit.commit(batch, [LedgerKit.revoke("v", 1, position: 1)], signatures: [1])
    #expect(try kit.commit(batch, [renew("n", 1, 2)]) == [0: .stateChanged])
    #expect(try kit.view(batch) { try $0.request(id: "n") } == nil)
  }

  @Test("are seen by a run that only checks, and leave no trace in the ledger")
  func scratch() throws {
    try kit.commit(batch, [LedgerKit.issue("a", 1)])
    try kit.commit(batch, [], signatures: [1])
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    try kit.commit(batch, [renew("m", 1, 2)])
    #expect(try scratch.commit([renew("n", 1, 3)]).isEmpty)
    #expect(try scratch.view { try $0.successions(of: LedgerKit.id(1)) } == [succession(1, 2), succession(1, 3)])
    #expect(try successions(of: 1) == [succession(1, 2)])
  }

  @Test("Custom attributes are kept with a certificate, and found by a run that only checks")
  func customAttributes() throws {
    func issue(_ id: String, _ number: UInt8) throws -> RecordedDecision {
      let kept = CustomAttributes(certificate: try LedgerKit.id(number), members: [number])
      return RecordedDecision(
        request: try LedgerKit.request(id, position: Int(number), certificate: number),
        changes: [.intend(try LedgerKit.certificate(number)), .keep(kept)])
    }
    try kit.commit(batch, [issue("a", 1), LedgerKit.issue("b", 2)])
    func attributes(_ view: any LedgerView) throws -> [[UInt8]] {
      try [1, 2, 3].map { try view.customAttributes(of: LedgerKit.id($0)) }
    }
    #expect(try kit.view(batch) { try attributes($0) } == [[1], [], []])
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    try #expect(scratch.commit([issue("c", 3)]).isEmpty)
    #expect(try scratch.view { try attributes($0) } == [[1], [], [3]])
    #expect(try kit.view(batch) { try attributes($0) } == [[1], [], []])
  }
}
