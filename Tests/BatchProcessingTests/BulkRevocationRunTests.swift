import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run that revokes many certificates at once")
struct BulkRevocationRunTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
  }

  private func bulk(_ id: String, _ body: String) -> String {
    ManifestText.request(id, "bulkRevoke", #""body":{\#(body)}"#)
  }

  /// A bulk revocation of what has a subject alternative name of no filter, but a certain serial number's beginning.
  private func meeting(_ field: String, _ condition: String, _ value: String) -> String {
    """
    "filters":[{"fieldSource":"property","fieldIdentifier":"\(field)","condition":"\(condition)","value":"\(value)"}]
    """
  }

  private func requests() -> [String] {
    func issue(_ number: Int) -> String { ManifestText.issue("r-\(number)", pool.good[1], name: "h\(number).example") }
    return (0..<90).map(issue) + [
      bulk("named", #""certificateUuids":["@r-0","@r-1","@r-1"],"reason":"superseded""#),
      bulk("partly", #""certificateUuids":["@r-1","@r-2","@nobody"],"reason":"keyCompromise""#),
      bulk("in-vain", #""certificateUuids":["@r-1"]"#),
      ManifestText.revoke("alone", "@r-3"),
      bulk("others", meeting("ISSUERDN", "CONTAINS", "somebody else")),
    ] + (90..<120).map(issue) + [
      bulk("all", meeting("RA_PROFILE_NAME", "EQUALS", "tls-server")),
      ManifestText.request("after", "getCertificate", #""certificateUuid":"@r-119""#),
      ManifestText.revoke("too-late", "@r-118"), issue(120),
      ManifestText.request("depends", "getCaCertificates", #""dependsOn":["partly"]"#),
    ]
  }

  private func line(_ id: String, _ out: String = "out") throws -> String {
    try #require(site.results(out).first { $0.hasPrefix(#"{"id":"\#(id)","#) })
  }

  @Test("counts each request once, says what became of each certificate, and puts each revocation into report and CRL")
  func accounting() throws {
    let manifest = ManifestText.of(requests())
    let path = try site.folder.write(manifest.utf8, to: "m.json")
    let checked = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    let report = try site.run(manifest)
    #expect(report.counts.text == "in=130 done=126 rejected=3 failed=0 skipped=1")
    #expect(report.counts.outcomes == [.ok: 126, .partial: 1, .validationFailed: 2, .skipped: 1])
    #expect(checked.outcomes == report.counts.outcomes)
    #expect(try line("named").contains(#""body":{"revoked":2,"notRevoked":0,"certificates":[{"certificateUuid":""#))
    let partly = try line("partly")
    #expect(partly.contains(#""outcome":"PARTIAL","httpStatus":207,"code":"request.reference","body":{"revoked":1,"#))
    #expect(partly.contains(#""outcome":"VALIDATION_FAILED","code":"certificate.state","message":""#))
    #expect(try line("others").contains(#""body":{"revoked":0,"notRevoked":0,"certificates":[]}"#))
    #expect(try line("all").contains(#""body":{"revoked":116,"notRevoked":0,"#))
    #expect(try line("after").contains(#""state":"revoked""#))
    #expect(try site.ledger().certificateCounts() == [.issued: 1, .revoked: 120])

    let list = try OpenSSLTool().run(["crl", "-in", site.folder.file("out/crl/issuing-ca.pem"), "-noout", "-text"])
    #expect(list.output.split(separator: "Serial Number: ").count == 121)
    let csv = String(decoding: try #require(site.folder.contents("out/revocation-report.csv")), as: UTF8.self)
    let rows = csv.split(separator: "\r\n")
    #expect(rows.count { $0.hasPrefix("revoked,") } == 120)
    // Two of `partly`, one each of `in-vain` and `too-late`.
    #expect(rows.count { $0.hasPrefix("notRevoked,") } == 4)
    let json = String(decoding: try #require(site.folder.contents("out/revocation-report.json")), as: UTF8.self)
    #expect(json.contains(#""counts":{"revoked":120,"notRevoked":4,"#) && json.contains(#""superseded":2"#))

    // Once more, nothing is decided anew, and the ledger alone gives the same files.
    #expect(try site.run(manifest, out: "again", in: site.surroundings(days: 2)).signedCount == 0)
    #expect(try line("partly", "again").replacing(#","replayed":true"#, with: "") == partly)
    let published = try site.published("again")
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "b-1", out: site.folder.file("published"))
    expectSame(try site.published("published"), published, "published again")
  }

  @Test("is the same for any form and number of lanes", arguments: [1, 3, 8])
  func order(lanes: Int) throws {
    let manifest = ManifestText.of(requests())
    let twin = try site.twin()
    try site.run(manifest, lanes: 2)
    if lanes == 3 { try twin.run(inXML: manifest, lanes: lanes) } else { try twin.run(manifest, lanes: lanes) }
    expectSame(try twin.published(), try site.published(), "\(lanes) lanes")
  }

  @Test("signs nothing of a batch that must be whole where one certificate of many cannot be revoked")
  func whole() throws {
    let manifest = ManifestText.of(
      [ManifestText.issue("r", pool.good[1], name: "a.example"), bulk("b", #""certificateUuids":["@r","@x"]"#)],
      mode: "all-or-nothing")
    #expect(throws: RunProblem.self) { try site.run(manifest) }
    #expect(try site.ledger().certificateCounts() == [:])
  }
}
