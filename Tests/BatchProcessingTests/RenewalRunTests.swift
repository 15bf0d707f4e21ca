import IssuanceLedger
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run that renews")
struct RenewalRunTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
  }

  private func succeed(_ id: String, _ operation: String, _ certificate: String, _ body: String = "{}") -> String {
    ManifestText.request(id, operation, #""certificateUuid":"\#(certificate)""#, #""body":\#(body)"#)
  }

  /// Everything that may come of a renewal, each of its kind once.
  private func requests() throws -> [String] {
    let tool = try OpenSSLTool()
    let rekeyed = try tool.request(key: tool.newKey(.p256, named: "new"), subject: "/C=DE/O=Example/CN=host-1")
    let body = #"{"request":"\#(ManifestText.base64(rekeyed))","replaceInLocations":true}"#
    return [
      ManifestText.issue("a", pool.good[1], name: "a.example"),
      succeed("renewed", "renewCertificate", "@a"),
      succeed("renewed-again", "renewCertificate", "@renewed", #"{"replaceInLocations":true}"#),
      succeed("rekeyed", "rekeyCertificate", "@a", body),
      succeed("same-key", "rekeyCertificate", "@a", #"{"request":"\#(ManifestText.base64(pool.good[1]))"}"#),
      succeed("other-key", "renewCertificate", "@a", #"{"request":"\#(ManifestText.base64(pool.good[0]))"}"#),
      ManifestText.revoke("revoked", "@a"),
      succeed("too-late", "renewCertificate", "@a"),
      succeed("of-a-refused-one", "renewCertificate", "@too-late"),
      ManifestText.request("nameless", "renewCertificate", #""body":{}"#),
    ]
  }

  @Test("answers each renewal, links it to its predecessor, and says the same when it runs again and publishes")
  func outcomes() throws {
    let manifest = ManifestText.of(try requests())
    #expect(try site.run(manifest).signedCount == 4)
    let lines = try site.results()
    let results = try lines.map(ResultMembers.init)
    #expect(
      results.map(\.verdict) == [
        "OK", "OK", "OK", "OK", "key.mismatch", "key.mismatch", "OK", "certificate.state", "request.dependencyFailed",
        "member.missing",
      ])
    #expect(results[1]["sourceCertificateUuid"] == results[0]["certificateUuid"])
    #expect(results[2]["sourceCertificateUuid"] == results[1]["certificateUuid"])
    #expect(results[3]["sourceCertificateUuid"] == results[0]["certificateUuid"])
    #expect(lines[2].contains("location.none") && lines[3].contains("location.none"))
    #expect(results[7]["certificateUuid"] == results[0]["certificateUuid"])
    let detail = String(
      decoding: try #require(
        site.published().first {
          $0.key.contains(results[3]["certificateUuid"] ?? "-") && $0.key.hasSuffix("detail.json")
        }
      ).value, as: UTF8.self)
    #expect(detail.contains(#""sourceCertificateUuid": "\#(results[0]["certificateUuid"] ?? "-")""#))
    #expect(try site.ledger().certificateCounts() == [.issued: 3, .revoked: 1])
    let uuid = try #require(UniqueID(results[0]["certificateUuid"] ?? ""))
    let successors = try site.ledger().view { try $0.successions(of: uuid).map(\.successor.description) }
    #expect(successors == [1, 3].map { results[$0]["certificateUuid"] })
    #expect(try site.run(manifest, out: "again", in: site.surroundings(days: 2)).signedCount == 0)
    #expect(try site.results("again").map { $0.replacing(#","replayed":true"#, with: "") } == lines)
  }

  @Test("keeps custom attributes with each successor, of what was submitted first too")
  func customAttributes() throws {
    let definition = """
      [{"uuid":"00000000-0000-4000-8000-000000000001","name":"owner","contentType":"string",\
      "properties":{"label":"Owner"},"effect":"record"}]
      """
    try site.folder.write(definition.utf8, to: "home/custom-attributes.json")
    let request = ManifestText.base64(pool.good[1])
    let owner = #""customAttributes":[{"name":"owner","contentType":"string","content":[{"data":"Ann"}]}]"#
    let manifest = ManifestText.of([
      ManifestText.request("a", "issueCertificate", #""body":{"request":"\#(request)",\#(owner)}"#),
      ManifestText.request("s", "submitCertificateRequest", #""body":{"request":"\#(request)",\#(owner)}"#),
      ManifestText.request("i", "issueNewCertificate", #""certificateUuid":"@s""#),
      succeed("a-2", "renewCertificate", "@a"), succeed("a-3", "renewCertificate", "@a-2"),
      succeed("s-2", "renewCertificate", "@s"),
    ])
    #expect(try site.run(manifest).signedCount == 5)
    let details = try site.published().filter { $0.key.hasSuffix("/detail.json") }.values
    #expect(details.count == 5)
    for detail in details {
      let text = String(decoding: detail, as: UTF8.self)
      #expect(text.contains(#""name": "owner""#) && text.contains(#""data": "Ann""#))
    }
  }

  @Test("gives the same results from JSON and XML, on any number of lanes", arguments: [1, 8])
  func forms(lanes: Int) throws {
    let manifest = ManifestText.of(try requests())
    let other = try site.twin()
    try site.run(manifest, lanes: 2)
    try other.run(inXML: manifest, lanes: lanes)
    #expect(try other.published() == site.published())
  }
}
