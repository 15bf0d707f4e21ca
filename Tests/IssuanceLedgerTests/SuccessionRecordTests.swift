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

  private func successor(of number: UInt8) throws -> Succession? {
    try kit.view(batch) { try $0.successor(of: LedgerKit.id(number)) }
  }

  @Test("are linked once the predecessor is issued, and the first successor that did not fail counts")
  func links() throws {
    try kit.commit(batch, [LedgerKit.issue("a", 1)])
    #expect(try kit.commit(batch, [renew("early", 1, 2)]) == [0: .stateChanged])
    #expect(try kit.certificate(2) == nil)
    try kit.commit(batch, [], signatures: [1])
    #expect(try kit.commit(batch, [renew("n-1", 1, 2), renew("n-2", 1, 3)]).isEmpty)
    #expect(try successor(of: 1) == succession(1, 2))
    #expect(try successor(of: 2) == nil)
    let failure = RecordedDecision(
      request: try LedgerKit.request("n-1", position: 2, outcome: "AUTHORITY_ERROR"),
      changes: [.abandon(try LedgerKit.id(2))])
    try kit.commit(batch, [], signatures: [3], failures: [failure])
    #expect(try successor(of: 1) == succession(1, 3))
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
    let scratch = try ScratchLedger(over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2))
    #expect(try scratch.commit([renew("n", 1, 2)]).isEmpty)
    #expect(try scratch.view { try $0.successor(of: LedgerKit.id(1)) } == succession(1, 2))
    #expect(try successor(of: 1) == nil)
  }

  @Test("The request with a certificate's custom attributes is found by an index that holds no others")
  func customAttributes() throws {
    func request(_ id: String, _ number: UInt8, _ detail: String) throws -> RequestRecord {
      RequestRecord(
        position: Int(number), id: id, run: 1, lastRun: 1, digest: [1], operation: "issueCertificate", outcome: "OK",
        configurationDigest: [1], certificate: try LedgerKit.id(number), detail: Array(detail.utf8))
    }
    let with = try request("with", 1, #"{"attributes":{"customAttributes":[]}}"#)
    let without = try request("without", 2, #"{"problems":["\"customAttributes\":"]}"#)
    try kit.commit(batch, [with, without].map { RecordedDecision(request: $0, changes: []) })
    let found = try kit.view(batch) { view in
      try [1, 2].map { try view.requestWithCustomAttributes(of: LedgerKit.id($0)) }
    }
    #expect(found == [with, nil])
    let plan = try kit.ledger.pool.read { database in
      try Row.fetchAll(
        database,
        sql: """
          EXPLAIN QUERY PLAN SELECT name FROM request WHERE certificate = ? AND \(LedgerSchema.hasCustomAttributes)
          """, arguments: [Data([1])]
      ).map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.contains("request_custom_attributes") }, "\(plan)")
  }
}
