import IssuanceLedger
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run that submits now and issues later")
struct SubmissionRunTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
  }

  private func submit(_ id: String, _ name: String) -> String {
    ManifestText.request(
      id, "submitCertificateRequest",
      """
      "body":{"request":"\(ManifestText.base64(pool.good[1]))","issueAttributes":[{"name":"san",\
      "contentType":"string","content":[{"data":"dNSName=\(name)"}]}]}
      """)
  }

  private func issue(_ id: String, _ certificate: String) -> String {
    ManifestText.request(id, "issueNewCertificate", #""certificateUuid":"\#(certificate)""#)
  }

  @Test("needs no key to submit, and signs nothing when it resumes")
  func noKey() throws {
    let manifest = ManifestText.of([submit("a", "a.example"), submit("b", "b.example")])
    #expect(try site.run(manifest, in: site.surroundings(passphrase: "wrong")).signedCount == 0)
    let results = try site.results().map(ResultMembers.init)
    #expect(results.map { $0["state"] } == ["requested", "requested"])
    #expect(try site.ledger().certificateCounts() == [.requested: 2])
    let workplace = try Workplace(
      home: site.home(), settings: RunSettings(lanes: 1), surroundings: site.surroundings(passphrase: "wrong"))
    #expect(try workplace.resume() == 0)
    #expect(try HomeStatus(of: site.home()).openIntents == 0)

    // Another batch, another day, by the UUIDs that the first one gave.
    let uuids = results.compactMap { $0["certificateUuid"] }
    let later = ManifestText.of(uuids.map { issue("i-\($0)", $0) } + [issue("again", uuids[0])], batch: "b-2")
    #expect(try site.run(later, out: "later", in: site.surroundings(days: 5)).signedCount == 2)
    let issued = try site.results("later").map(ResultMembers.init)
    #expect(issued.map(\.verdict) == ["OK", "OK", "certificate.state"])
    #expect(issued.prefix(2).map { $0["certificateUuid"] } == uuids)
    #expect(try site.ledger().certificateCounts() == [.issued: 2])

    // What was answered stays answered, whatever has become of it.
    try site.run(manifest, out: "again", in: site.surroundings(days: 6, passphrase: "wrong"))
    #expect(try site.results("again").map { $0.replacing(#","replayed":true"#, with: "") } == site.results())
  }

  private func renew(_ id: String, _ certificate: String) -> String {
    ManifestText.request(id, "renewCertificate", #""certificateUuid":"\#(certificate)""#, #""body":{}"#)
  }

  @Test("gives the same from JSON and XML, on any number of lanes, where one batch does both", arguments: [1, 8])
  func forms(lanes: Int) throws {
    let manifest = ManifestText.of([
      submit("a", "a.example"), issue("early", "@b"), submit("b", "b.example"), issue("i-a", "@a"),
      issue("twice", "@a"),
      ManifestText.revoke("v-a", "@a"), ManifestText.revoke("v-b", "@b"),
      renew("r-i-a", "@i-a"), renew("r-a", "@a"), submit("d", "d.example"), issue("i-d", "@d"), renew("r-d", "@d"),
      ManifestText.revoke("v-d", "@d"), renew("r-r-d", "@r-d"),
      ManifestText.request("l", "listRevokeCertificateAttributes"),
      ManifestText.request("c", "validateRevokeCertificateAttributes", #""body":[{"name":"odd"}]"#),
    ])
    let other = try site.twin()
    try site.run(manifest, lanes: 2)
    try other.run(inXML: manifest, lanes: lanes)
    #expect(try other.published() == site.published())
    let verdicts = try site.results().map { try ResultMembers($0).verdict }
    #expect(
      verdicts == [
        "OK", "request.reference", "OK", "OK", "certificate.state", "OK", "certificate.state", "request.reference",
        "certificate.state", "OK", "OK", "OK", "OK", "OK", "OK", "attribute.unknown",
      ])
    let counts = try site.ledger().certificateCounts()
    #expect(counts == [.requested: 1, .issued: 2, .revoked: 2])
  }
}
