import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run with certificates from elsewhere")
struct InventoryRunTests {
  private let site: BatchSite
  private let others: OtherCertificates

  init() throws {
    site = try BatchSite()
    others = try OtherCertificates(of: site, count: 8)
  }

  private func revoke(_ id: String, _ name: String) -> String {
    ManifestText.request(id, "revokeCertificate", #""certificateUuid":\#(name)"#, #""body":{"reason":"superseded"}"#)
  }

  private func renew(_ id: String, _ name: String, _ request: [UInt8]) -> String {
    ManifestText.request(
      id, "renewCertificate", #""certificateUuid":\#(name)"#,
      #""body":{"request":"\#(ManifestText.base64(request))"}"#)
  }

  @Test("takes them in, renews and revokes them, and says the same when it runs again and publishes")
  func life() throws {
    let old = others.signed[0]
    let name = OtherCertificates.name(old)
    let manifest = ManifestText.of([
      OtherCertificates.upload("old", old), OtherCertificates.upload("old-again", old),
      OtherCertificates.upload("foreign", others.foreign), revoke("too-early", name),
      OtherCertificates.identify("bound", old), OtherCertificates.identify("bound-again", old),
      OtherCertificates.identify("not-ours", others.foreign), renew("renewed", name, others.requests[0]),
      revoke("revoked", name), ManifestText.request("shown", "getCertificate", #""certificateUuid":\#(name)"#),
    ])
    #expect(try check(manifest) == ["OK": 6, "BAD_REQUEST": 2, "VALIDATION_FAILED": 2])
    #expect(try site.run(manifest).signedCount == 1)
    let lines = try site.results()
    let results = try lines.map(ResultMembers.init)
    #expect(
      results.map(\.verdict) == [
        "OK", "certificate.exists", "OK", "certificate.raProfile", "OK", "certificate.raProfile",
        "certificate.notIdentified", "OK", "OK", "OK",
      ])
    #expect([1, 3, 4, 8].allSatisfy { results[$0]["certificateUuid"] == results[0]["certificateUuid"] })
    #expect(results[7]["sourceCertificateUuid"] == results[0]["certificateUuid"])
    #expect([0, 4, 8].map { results[$0]["state"] } == ["issued", "issued", "revoked"])
    #expect(lines[9].contains(#""state":"revoked""#) && lines[9].contains(#""name":"tls-server""#))
    #expect(try site.ledger().certificateCounts() == [.issued: 2, .revoked: 1])
    #expect(try serialNumbersOfCRL() == ["03E8"])
    #expect(try #require(site.folder.contents("out/revocation-report.csv")).count > 200)

    #expect(try site.run(manifest, out: "again", in: site.surroundings(days: 2)).signedCount == 0)
    #expect(try site.results("again").map { $0.replacing(#","replayed":true"#, with: "") } == lines)
    let published = try site.published("again")
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "b-1", out: site.folder.file("published"))
    expectSame(try site.published("published"), published, "published again")
  }

  @Test("refuses an id that stands twice, also where the certificate is named by its fingerprint")
  func repeatedID() throws {
    let manifest = ManifestText.of([
      OtherCertificates.upload("u", others.signed[0]), OtherCertificates.identify("i", others.signed[0]),
      OtherCertificates.identify("i", others.foreign),
    ])
    #expect(try check(manifest) == ["OK": 2, "BAD_REQUEST": 1])
    try site.run(manifest)
    #expect(try site.results().map { try ResultMembers($0).verdict } == ["OK", "OK", "request.idConflict"])
  }

  private func check(_ manifest: String) throws -> [String: Int] {
    let path = try site.folder.write(manifest.utf8, to: "checked.json")
    let counts = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    return Dictionary(uniqueKeysWithValues: counts.outcomes.map { ($0.rawValue, $1) })
  }

  private func serialNumbersOfCRL() throws -> [String] {
    let text = try OpenSSLTool().run(["crl", "-in", site.folder.file("out/crl/issuing-ca.pem"), "-noout", "-text"])
    return text.output.components(after: "Serial Number: ")
  }

  @Test(
    "is the same for any form and number of lanes, whatever names the requests use", arguments: [61, 62] as [UInt64])
  func order(seed: UInt64) throws {
    let manifest = requests(seed: seed)
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 3, 8] {
      let twin = try site.twin()
      for (number, der) in others.signed.enumerated() { try twin.folder.write(der, to: "old-\(number).der") }
      if lanes == 3 { try twin.run(inXML: manifest, lanes: lanes) } else { try twin.run(manifest, lanes: lanes) }
      if lanes == 1 {
        expected = try twin.published()
        let verdicts = try Set(twin.results().map { try ResultMembers($0).verdict })
        #expect(
          verdicts.isSuperset(of: [
            "OK", "certificate.exists", "certificate.unknown", "certificate.raProfile", "certificate.state",
          ]))
      }
      expectSame(try twin.published(), expected, "seed \(seed), \(lanes) lanes")
    }
  }

  /// Every certificate is uploaded, identified, renewed, revoked and shown many times, by all of its names.
  private func requests(seed: UInt64) -> String {
    var random = SplitMix(seed: seed)
    let requests = (0..<240).map { position in
      let number = Int.random(in: 0..<others.signed.count, using: &random)
      let der = others.signed[number]
      let names = [
        OtherCertificates.name(der), #"{"file":"old-\#(number).der"}"#,
        #"{"serialNumber":"dec:\#(1000 + number)","issuerDn":"CN=Example Issuing CA,O=Example"}"#,
        #""@r-\#(position / 2)""#,
      ]
      let name = names[Int.random(in: 0..<(position.isMultiple(of: 20) ? 4 : 3), using: &random)]
      let id = "r-\(position)"
      return switch Int.random(in: 0..<10, using: &random) {
      case 0..<3: OtherCertificates.upload(id, der)
      case 3..<5: ManifestText.request(id, "identifyCertificate", #""certificateUuid":\#(name)"#)
      case 5..<7: renew(id, name, others.requests[number])
      case 7..<9: ManifestText.request(id, "getCertificate", #""certificateUuid":\#(name)"#)
      default: revoke(id, name)
      }
    }
    return ManifestText.of(requests)
  }
}

extension String {
  /// What stands behind each occurrence of a text, to the end of its line.
  fileprivate func components(after text: String) -> [String] {
    split(separator: text, omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "\n" }) }
  }
}
