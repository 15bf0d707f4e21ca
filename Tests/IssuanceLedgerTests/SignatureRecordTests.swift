import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("Intents and signatures")
struct SignatureRecordTests {
  private let site: LedgerSite
  private let batch: OpenBatch

  init() throws {
    site = try LedgerSite()
    batch = try site.open()
    for number: UInt8 in [3, 1, 2] {
      try site.commit(batch, LedgerSite.issue("r-\(number)", number, batch, position: Int(number)))
    }
  }

  @Test("stay open in the order of their recording until they are signed")
  func openIntents() throws {
    func open(_ limit: Int = 10) throws -> [UInt8] { try site.ledger.openIntents(limit: limit).map { $0.tbs[2] } }
    #expect(try open() == [3, 1, 2])
    #expect(try open(2) == [3, 1])
    try site.ledger.record([LedgerSite.signature(1)])
    #expect(try open() == [3, 2])
    #expect(try site.ledger.certificateCounts() == [.requested: 2, .issued: 1])
  }

  @Test("make a certificate issued, and found by its fingerprint")
  func issued() throws {
    #expect(try site.certificate(1)?.signature == nil)
    try site.ledger.record([LedgerSite.signature(1)])
    let certificate = try #require(try site.certificate(1))
    #expect(certificate.state == .issued)
    #expect(certificate.signature == [1, 2])
    let fingerprint = [UInt8](repeating: 1, count: 32)
    #expect(try site.ledger.view { try $0.certificate(fingerprint: fingerprint) } == certificate)
    // The first eight octets are not the whole of it.
    let similar = Array(fingerprint.prefix(8)) + [UInt8](repeating: 0, count: 24)
    #expect(try site.ledger.view { try $0.certificate(fingerprint: similar) } == nil)
  }

  @Test("need an intent: a signature for anything else stops the run", arguments: [1, 9] as [UInt8])
  func withoutIntent(number: UInt8) throws {
    try site.ledger.record([LedgerSite.signature(1)])
    let before = try site.contents()
    #expect(throws: LedgerError.damaged("a signature for a certificate that was not intended")) {
      // The good one goes back with the bad one.
      try site.ledger.record([LedgerSite.signature(2), LedgerSite.signature(number)])
    }
    #expect(try site.contents() == before)
  }

  @Test("that come to nothing are given up with their request")
  func failures() throws {
    let failed = LedgerSite.decision(
      LedgerSite.request("r-1", batch, position: 1, outcome: "AUTHORITY_ERROR"), .abandon(try LedgerSite.intent(1).uuid)
    )
    let conflicts = try site.ledger.commit(
      batch, signatures: [LedgerSite.signature(2)], decisions: [], failures: [failed])
    #expect(conflicts.isEmpty)
    #expect(try site.record("r-1", in: batch)?.outcome == "AUTHORITY_ERROR")
    #expect(try site.record("r-1", in: batch)?.certificate == nil)
    #expect(try site.ledger.certificateCounts() == [.failed: 1, .issued: 1, .requested: 1])
    #expect(throws: LedgerError.damaged("the failure of r-2 does not fit what is on record")) {
      _ = try site.ledger.commit(
        batch, signatures: [], decisions: [],
        failures: [
          LedgerSite.decision(
            LedgerSite.request("r-2", batch, outcome: "AUTHORITY_ERROR"), .abandon(try LedgerSite.intent(2).uuid))
        ])
    }
    #expect(try site.record("r-2", in: batch)?.outcome == "OK")
  }
}
