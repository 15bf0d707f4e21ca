import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// Certificates have many names; requests that mean the same one must meet all the same.
@Suite("Revocations of few certificates by all their names")
struct RevocationOrderTests {
  @Test("are the same for one lane and for eight", arguments: [51, 52, 53, 54] as [UInt64])
  func order(seed: UInt64) throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    try site.run(
      ManifestText.of((0..<4).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }), out: "first"
    )
    let manifest = try revocations(of: certificates(site), seed: seed)
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 8] {
      let twin = try site.twin()
      let report = try twin.run(manifest, lanes: lanes, in: twin.surroundings(days: 2))
      #expect(report.counts.outcomes[.ok] == 4)
      if lanes == 1 { expected = try twin.published() }
      expectSame(try twin.published(), expected, "seed \(seed)")
    }
  }

  private func certificates(_ site: BatchSite) throws -> [CertificateRecord] {
    let ledger = try site.ledger()
    let batch = try #require(try ledger.batch(named: "b-1"))
    return try ledger.view(batch: batch.number) { view in
      try (0..<4).map { number in
        let uuid = try view.request(id: "r-\(number)")?.certificate
        let record = try uuid.flatMap { try view.certificate($0) }
        return try #require(record)
      }
    }
  }

  /// Each of the certificates is revoked many times; all but the first are refused.
  private func revocations(of certificates: [CertificateRecord], seed: UInt64) throws -> String {
    var random = SplitMix(seed: seed)
    let reasons = RevocationReason.allCases
    let requests = (0..<80).map { position in
      let certificate = certificates[position < 4 ? position : Int.random(in: 0..<4, using: &random)]
      let names = [
        #""\#(certificate.uuid)""#, #"{"fingerprint":"\#(Hex.encode(certificate.fingerprint ?? []))"}"#,
        #"{"serialNumber":"0x\#(certificate.serialNumber)","issuerDn":"CN=Example Issuing CA,O=Example"}"#,
        #"{"serialNumber":"0x\#(certificate.serialNumber)","issuerDn":"cn=example issuing CA, o=EXAMPLE"}"#,
      ]
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      let reason = reasons[Int.random(in: 0..<reasons.count, using: &random)]
      return ManifestText.request(
        "v-\(position)", "revokeCertificate", #""certificateUuid":\#(name)"#, #""body":{"reason":"\#(reason.code)"}"#)
    }
    return ManifestText.of(requests.shuffled(using: &random), batch: "b-2")
  }
}
