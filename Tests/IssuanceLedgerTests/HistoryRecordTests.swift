import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("What the ledger knows of a certificate's past")
struct HistoryRecordTests {
  private let site: LedgerSite

  init() throws { site = try LedgerSite() }

  /// A request about a certificate that has more to say.
  private func telling(
    _ id: String, _ number: UInt8, _ batch: OpenBatch, position: Int, outcome: String = "OK"
  ) throws -> RequestRecord {
    RequestRecord(
      position: position, id: id, run: batch.run, lastRun: batch.run, digest: [1], operation: "revokeCertificate",
      outcome: outcome, configurationDigest: [7], certificate: try LedgerSite.intent(number).uuid, detail: [0x7B, 0x7D])
  }

  private func arrival(_ number: UInt8) throws -> CertificateArrival? {
    let uuid = try LedgerSite.intent(number).uuid
    return try site.ledger.view { try $0.arrival(of: uuid) }
  }

  private func mentions(_ number: UInt8) throws -> [String] {
    let uuid = try LedgerSite.intent(number).uuid
    return try site.ledger.view { try $0.mentions(of: uuid) }.map { "\($0.batch) \($0.request.id) \($0.run)" }
  }

  @Test("A certificate's run is found by its number, though nothing is written for each")
  func arrivals() throws {
    func open(_ name: String, at second: Int64) throws -> OpenBatch {
      try site.ledger.openBatch(named: name, at: UTCInstant(seconds: second))
    }
    let first = try open("a", at: 100)
    #expect(try site.commit(first, LedgerSite.issue("r", 1, first), LedgerSite.issue("s", 2, first)) == [:])
    _ = try open("nothing", at: 200)
    let again = try open("a", at: 300)
    #expect(try site.commit(again, LedgerSite.issue("t", 3, again)) == [:])
    _ = try open("later", at: 400)
    #expect(try arrival(1) == CertificateArrival(batch: "a", date: UTCInstant(seconds: 100)))
    #expect(try arrival(2) == CertificateArrival(batch: "a", date: UTCInstant(seconds: 100)))
    #expect(try arrival(3) == CertificateArrival(batch: "a", date: UTCInstant(seconds: 300)))
    #expect(try arrival(9) == nil)
  }

  @Test("Requests with more to say are found, and the one that revoked, in the order of runs and places")
  func requests() throws {
    let batch = try site.open()
    #expect(try site.commit(batch, LedgerSite.issue("plain", 1, batch), LedgerSite.issue("other", 2, batch)) == [:])
    _ = try site.ledger.commit(batch, signatures: [LedgerSite.signature(1)], decisions: [], failures: [])
    let refused = LedgerSite.decision(try telling("late", 1, batch, position: 9, outcome: "VALIDATION_FAILED"))
    let early = LedgerSite.decision(try telling("early", 1, batch, position: 5, outcome: "VALIDATION_FAILED"))
    // About many certificates, so that it names none.
    let revoking = LedgerSite.decision(
      LedgerSite.request("many", batch, position: 7, operation: "bulkRevoke"), try LedgerSite.revocation(1))
    #expect(try site.commit(batch, refused, early, revoking) == [:])
    let next = try site.open("b-2")
    #expect(
      try site.commit(next, LedgerSite.decision(telling("x", 1, next, position: 0, outcome: "NOT_FOUND"))) == [:])
    #expect(try mentions(1) == ["b-1 early 1", "b-1 many 1", "b-1 late 1", "b-2 x 2"])
    #expect(try mentions(2) == [])
  }

  @Test("A scratch ledger tells what it would record behind everything else, by batch and time, and once")
  func scratch() throws {
    let batch = try site.open("b-1")
    #expect(try site.commit(batch, LedgerSite.issue("plain", 1, batch)) == [:])
    _ = try site.ledger.commit(batch, signatures: [LedgerSite.signature(1)], decisions: [], failures: [])
    let refused = LedgerSite.decision(try telling("again", 1, batch, position: 5, outcome: "VALIDATION_FAILED"))
    let before = LedgerSite.decision(try telling("before", 1, batch, position: 9, outcome: "VALIDATION_FAILED"))
    #expect(try site.commit(batch, refused, before) == [:])
    let next = OpenBatch(number: batch.number, run: 2)
    let scratch = try ScratchLedger(over: site.ledger, batch: next, named: "b-1", at: UTCInstant(seconds: 900))
    #expect(try scratch.commit([LedgerSite.decision(telling("again", 1, next, position: 0))]) == [:])
    let uuid = try LedgerSite.intent(1).uuid
    let arrival = try arrival(1)
    try scratch.view { view throws in
      let mentions = try view.mentions(of: uuid)
      #expect(mentions.map { "\($0.batch) \($0.request.id)" } == ["b-1 before", "b-1 again"])
      #expect(mentions.map(\.run).sorted() == mentions.map(\.run) && mentions[0].run < mentions[1].run)
      #expect(mentions.last?.date == UTCInstant(seconds: 900))
      #expect(try view.arrival(of: uuid) == arrival && arrival != nil)
    }
  }

  @Test("They are found through an index that issuing without attributes does not write to")
  func index() throws {
    let plan = try site.ledger.pool.read { database in
      try Row.fetchAll(
        database,
        sql: "EXPLAIN QUERY PLAN SELECT 1 FROM request WHERE certificate = x'01' AND \(LedgerSchema.saysMore)"
      ).map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.contains("request_certificate") }, "\(plan)")
    let batch = try site.open()
    let silent = try LedgerSite.issue("plain", 1, batch)
    let telling = LedgerSite.decision(try telling("r", 1, batch, position: 1))
    #expect(try site.commit(batch, silent, telling) == [:])
    let rows = try site.ledger.pool.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT name FROM request INDEXED BY request_certificate WHERE certificate IS NOT NULL AND "
          + LedgerSchema.saysMore)
    }
    #expect(rows == ["r"])
  }
}
