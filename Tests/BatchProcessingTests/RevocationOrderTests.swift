import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// Certificates have many names; requests that mean the same one must meet all the same.
@Suite("Revocations of the same certificates by all their names")
struct RevocationOrderTests {
  @Test("are the same for one lane and for eight", arguments: [51, 52] as [UInt64])
  func order(seed: UInt64) throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    let issues = (0..<40).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }
    let entity = ManifestText.addEndEntity("e", "anna", password: "right", name: "anna.example")
    try site.run(ManifestText.of(issues + [entity]), out: "first")
    let manifest = try revocations(of: certificates(site), slow: pool.good[1], seed: seed)
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 8] {
      let twin = try site.twin()
      let report = try twin.run(manifest, lanes: lanes, in: twin.surroundings(days: 2))
      #expect(report.counts.outcomes[.ok] == 40)
      if lanes == 1 { expected = try twin.published() }
      expectSame(try twin.published(), expected, "seed \(seed)")
    }
  }

  private func certificates(_ site: BatchSite) throws -> [CertificateRecord] {
    let ledger = try site.ledger()
    let batch = try #require(try ledger.batch(named: "b-1"))
    return try ledger.view(batch: batch.number) { view in
      try (0..<40).map { number in
        let uuid = try view.request(id: "r-\(number)")?.certificate
        let record = try uuid.flatMap { try view.certificate($0) }
        return try #require(record)
      }
    }
  }

  /// Each of the certificates is revoked many times; all but the first are refused.
  private func revocations(of certificates: [CertificateRecord], slow: [UInt8], seed: UInt64) throws -> String {
    var random = SplitMix(seed: seed)
    let reasons = RevocationReason.allCases
    let count = certificates.count
    let requests = (0..<600).map { position in
      let certificate = certificates[position < count ? position : Int.random(in: 0..<count, using: &random)]
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
    var shuffled = requests.shuffled(using: &random)
    // A password takes long to judge: what stands near it is decided after what stands behind it.
    for place in [5, 205, 405] {
      shuffled.insert(ManifestText.enrol("e-\(place)", "anna", password: "wrong", slow), at: place)
    }
    return ManifestText.of(shuffled, batch: "b-2")
  }
}
