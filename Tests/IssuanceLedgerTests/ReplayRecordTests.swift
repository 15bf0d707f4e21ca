import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("Runs of one batch")
struct ReplayRecordTests {
  private let site: LedgerSite
  private let first: OpenBatch

  init() throws {
    site = try LedgerSite()
    first = try site.open()
    try site.commit(
      first, LedgerSite.issue("good", 1, first), LedgerSite.issue("other", 2, first, position: 1),
      LedgerSite.decision(LedgerSite.request("bad", first, position: 2, outcome: "BAD_REQUEST")),
      LedgerSite.decision(
        LedgerSite.request("good", first, position: 3, outcome: "BAD_REQUEST", duplicate: true, digest: 9)))
  }

  private func ids(_ batch: OpenBatch, _ selection: RequestSelection = .all) throws -> [String] {
    var ids: [String] = []
    try site.ledger.forEachRequest(selection, batch: batch.number) { request, _ in
      ids.append("\(request.position) \(request.id)\(request.isDuplicate ? " again" : "")")
    }
    return ids
  }

  @Test("are counted, each batch for itself")
  func runs() throws {
    let second = try site.open()
    #expect(second.number == first.number)
    #expect(second.run == 2)
    let other = try site.open("b-2")
    #expect(other.number != first.number)
    #expect(other.run == 1)
    #expect(try site.ledger.batch(named: "b-1")?.run == 2)
    #expect(try site.ledger.batch(named: "b-3") == nil)
    #expect(try site.ledger.batches().map { "\($0.name) \($0.runs)" } == ["b-1 2", "b-2 1"])
  }

  @Test("that replay a result move its place and its last run, nothing else")
  func replay() throws {
    let second = try site.open()
    let before = try #require(try site.record("good", in: second))
    // Whatever else the replay says does not count.
    let moved = RequestRecord(
      position: 8, id: "good", run: 2, lastRun: 2, digest: [99], operation: "other", outcome: "INTERNAL",
      configurationDigest: [98], certificate: nil, detail: [97])
    let conflicts = try site.ledger.commit(
      second, signatures: [], decisions: [RecordedDecision(request: moved, changes: [], isReplay: true)], failures: [])
    #expect(conflicts.isEmpty)
    let expected = RequestRecord(
      position: 8, id: "good", run: 1, lastRun: 2, digest: before.digest, operation: before.operation, outcome: "OK",
      configurationDigest: before.configurationDigest, certificate: before.certificate, detail: before.detail)
    #expect(try site.record("good", in: second) == expected)
    // The refused duplicate at place 3 is another row.
    #expect(try site.ledger.view(batch: second.number) { try $0.duplicate(id: "good", position: 3) }?.lastRun == 1)
  }

  @Test("replace what was refused before, never what succeeded")
  func replacement() throws {
    let second = try site.open()
    let conflicts = try site.commit(
      second, LedgerSite.decision(LedgerSite.request("bad", second)),
      LedgerSite.decision(LedgerSite.request("good", second, outcome: "BAD_REQUEST")))
    #expect(conflicts == [1: "requestTaken"])
    #expect(try site.record("bad", in: second)?.outcome == "OK")
    #expect(try site.record("bad", in: second)?.run == 2)
    #expect(try site.record("good", in: second)?.outcome == "OK")
  }

  @Test("list the requests of the last one only, in manifest order")
  func lastRunOnly() throws {
    #expect(try ids(first) == ["0 good", "1 other", "2 bad", "3 good again"])
    #expect(try ids(first, .revoking) == [])
    #expect(try site.ledger.requestCount(of: first) == 4)
    let second = try site.open()
    #expect(try ids(second) == [])
    try site.commit(second, LedgerSite.decision(LedgerSite.request("bad", second, position: 0)))
    #expect(try ids(second) == ["0 bad"])
    #expect(try site.ledger.requestCount(of: second) == 1)
    #expect(try site.ledger.outcomeCounts(batch: second.number) == ["OK": 3, "BAD_REQUEST": 1])
  }

  @Test("find a refused duplicate by its place")
  func duplicates() throws {
    try site.ledger.view(batch: first.number) { (view: any LedgerView) throws in
      #expect(try view.duplicate(id: "good", position: 3)?.digest == [9])
      #expect(try view.duplicate(id: "good", position: 0) == nil)
      #expect(try view.request(id: "good")?.isDuplicate == false)
    }
    let other = try site.open("b-2")
    #expect(try site.record("good", in: other) == nil)
  }
}
