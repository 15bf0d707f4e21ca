import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Asking the ledger")
struct QueryTests {
  private let kit: LedgerKit

  init() throws { kit = try LedgerKit() }

  @Test("gives the requests of a batch's last run in manifest order")
  func requests() throws {
    let first = try kit.open()
    try kit.commit(first, [try LedgerKit.issue("b", 1, position: 1), try LedgerKit.issue("a", 2, position: 0)])
    var seen: [String] = []
    try kit.ledger.forEachRequest(.all, batch: first.number) { request, view throws in
      seen.append(request.id)
      let certificate = try #require(request.certificate)
      #expect(try view.certificate(certificate) != nil)
    }
    #expect(seen == ["a", "b"])
    let second = try kit.open()
    try kit.commit(second, [try LedgerKit.issue("c", 3, position: 0, run: 2)])
    seen = []
    try kit.ledger.forEachRequest(.all, batch: second.number) { request, _ in seen.append(request.id) }
    #expect(seen == ["c"], "a and b stood only in the first run's manifest")
    #expect(try kit.ledger.requestCount(of: second) == 1)
    #expect(try kit.ledger.requestCount(of: first) == 2)
    seen = []
    try kit.ledger.forEachRequest(.revoking, batch: second.number) { request, _ in seen.append(request.id) }
    #expect(seen == [])
  }

  @Test("finds batches by name, with their runs")
  func batches() throws {
    #expect(try kit.ledger.batch(named: "x") == nil)
    for name in ["x", "y", "x", "x"] { _ = try kit.open(name) }
    #expect(try kit.ledger.batches().map { "\($0.name) \($0.runs)" } == ["x 3", "y 1"])
    #expect(try kit.ledger.batch(named: "x")?.run == 3)
  }

  @Test("gives the revocations of one authority by serial number, with the first second in and the last one out")
  func revocations() throws {
    let batch = try kit.open()
    let numbers: [UInt8] = [9, 2, 5]
    try kit.commit(batch, try numbers.map { try LedgerKit.issue("i\($0)", $0) })
    let foreign = RecordedDecision(
      request: try LedgerKit.request("f", certificate: 7),
      changes: [.intend(try LedgerKit.certificate(7, authority: 0xA1))])
    try kit.commit(batch, [foreign])
    try kit.commit(
      batch, try (numbers + [7]).map { try LedgerKit.revoke("r\($0)", $0, date: Int64($0) * 100) },
      signatures: numbers + [7])
    func serials(since: Int64? = nil, before: Int64? = nil) throws -> [UInt8] {
      var found: [UInt8] = []
      try kit.ledger.forEachRevocation(
        authority: LedgerKit.id(LedgerKit.authority), since: since.map(UTCInstant.init(seconds:)),
        before: before.map(UTCInstant.init(seconds:))
      ) { entry in
        found += entry.certificate.serialNumber.magnitude
        #expect(entry.batch == "batch" && entry.requestID == "r\(entry.certificate.serialNumber.magnitude[0])")
        #expect(entry.revocation.certificate == entry.certificate.uuid && entry.certificate.signature != nil)
      }
      let counts = try kit.ledger.revocationCounts(
        authority: LedgerKit.id(LedgerKit.authority), since: since.map(UTCInstant.init(seconds:)),
        before: before.map(UTCInstant.init(seconds:)))
      #expect(counts == [.keyCompromise: found.count])
      return found
    }
    #expect(try serials() == [2, 5, 9])
    #expect(try serials(since: 200, before: 900) == [2, 5])
    #expect(try serials(since: 201, before: 901) == [5, 9])
    #expect(try kit.ledger.revocationCount(authority: LedgerKit.id(LedgerKit.authority)) == 3)
    #expect(try kit.ledger.revocationCount(authority: LedgerKit.id(0xA1)) == 1)
    #expect(try kit.ledger.revocationCount(authority: LedgerKit.id(0xA2)) == 0)
  }

  @Test("knows whether a CRL is owed: for certificates without one, and for revocations that the last one lacks")
  func dueCRL() throws {
    let authority = try LedgerKit.id(LedgerKit.authority)
    func due(_ authority: UniqueID) throws -> [Bool] {
      try kit.ledger.view {
        [try $0.hasCertificates(authority: authority), try $0.hasUnlistedRevocations(authority: authority)]
      }
    }
    #expect(try due(authority) == [false, false])
    let batch = try kit.open()
    try kit.commit(batch, [try LedgerKit.issue("a", 1), try LedgerKit.issue("b", 2, position: 1)])
    try kit.commit(batch, [], signatures: [1, 2])
    #expect(try due(authority) == [true, false] && due(LedgerKit.id(0xA1)) == [false, false])
    try kit.commit(batch, [try LedgerKit.revoke("r", 1, position: 2)])
    #expect(try due(authority) == [true, true] && due(LedgerKit.id(0xA1)) == [false, false])
    _ = try kit.recordCRL()
    #expect(try due(authority) == [true, false])
    try kit.commit(batch, [try LedgerKit.revoke("s", 2, position: 3)])
    #expect(try due(authority) == [true, true])
    _ = try kit.recordCRL()
    #expect(try due(authority) == [true, false])
  }
}
