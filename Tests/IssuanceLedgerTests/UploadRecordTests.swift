import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Certificates from elsewhere on record")
struct UploadRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
  }

  /// A certificate that was signed elsewhere, of no RA profile.
  private func certificate(_ number: UInt8) throws -> CertificateRecord {
    CertificateRecord(
      uuid: try LedgerKit.id(number), authority: try LedgerKit.id(0xAF), raProfile: nil,
      serialNumber: try #require(SerialNumber(magnitude: [number])), state: .issued, tbs: [0x30, number],
      signature: [number], fingerprint: [UInt8](repeating: number, count: 32), request: nil)
  }

  private func take(_ id: String, _ number: UInt8) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id, certificate: number), changes: [.take(try certificate(number))])
  }

  private func identify(_ id: String, _ number: UInt8) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id, certificate: number),
      changes: [
        .identify(
          try LedgerKit.id(number), raProfile: try LedgerKit.id(LedgerKit.profile),
          authority: try LedgerKit.id(LedgerKit.authority))
      ])
  }

  @Test("are as they were given, found by their fingerprint, and nothing that waits for a signature")
  func taken() throws {
    #expect(try kit.commit(batch, [take("a", 1)]) == [:])
    #expect(try kit.certificate(1) == certificate(1))
    #expect(
      try kit.view(batch) { try $0.certificate(fingerprint: [UInt8](repeating: 1, count: 32)) } == certificate(1))
    #expect(try kit.ledger.openIntentCount() == 0)
    #expect(try kit.ledger.certificateCounts() == [.issued: 1])
    #expect(try kit.commit(batch, [take("b", 1)]) == [0: .stateChanged])
  }

  @Test("get an RA profile and its authority once, and stand in that authority's CRL when they are revoked")
  func identified() throws {
    #expect(try kit.commit(batch, [take("a", 1), identify("b", 1)]) == [:])
    #expect(try kit.certificate(1)?.raProfile == LedgerKit.id(LedgerKit.profile))
    #expect(try kit.commit(batch, [identify("c", 1)]) == [0: .stateChanged])
    #expect(try kit.commit(batch, [identify("c", 2)]) == [0: .stateChanged])
    #expect(try kit.commit(batch, [LedgerKit.revoke("v", 1)]) == [:])
    let (crl, octets) = try kit.recordCRL()
    #expect(crl.entryCount == 1 && octets.firstRange(of: [0x02, 0x01, 0x01]) != nil)
  }

  @Test("show in a scratch ledger, which leaves the real one alone")
  func scratch() throws {
    #expect(try kit.commit(batch, [take("a", 1)]) == [:])
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    #expect(try scratch.commit([identify("b", 1), take("c", 2), identify("d", 2), LedgerKit.revoke("v", 1)]) == [:])
    try scratch.view { view throws in
      for number: UInt8 in [1, 2] {
        let found = try view.certificate(fingerprint: [UInt8](repeating: number, count: 32))
        #expect(found?.raProfile == (try LedgerKit.id(LedgerKit.profile)))
        #expect(found?.state == (number == 1 ? .revoked : .issued))
        #expect(found?.signature == [number])
      }
    }
    #expect(try kit.certificate(1) == certificate(1))
  }
}
