import Diagnostics
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Lists of certificates")
struct ListingTests {
  private func list(_ id: String) -> String {
    ManifestText.request(id, "listCertificates", #""body":{"itemsPerPage":1000}"#)
  }

  /// What a list says of its length and of how many are revoked.
  private func counts(_ result: String) -> (total: Int, revoked: Int) {
    let total = result.split(separator: #""totalItems":"#).last.flatMap { Int($0.prefix { $0.isNumber }) }
    return (total ?? -1, result.split(separator: #""state":"revoked""#).count - 1)
  }

  @Test("see all that stands before them and nothing behind", arguments: [1, 8])
  func order(lanes: Int) throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    func issue(_ number: Int) -> String { ManifestText.issue("r-\(number)", pool.good[1], name: "h\(number).example") }
    let requests =
      [list("empty")] + (0..<150).map(issue) + [list("full")]
      + (0..<20).map { ManifestText.revoke("v-\($0)", "@r-\($0)") } + [list("revoked")] + (150..<160).map(issue)
      + [ManifestText.request("get", "getCertificate", #""certificateUuid":"@r-3""#)]
    let report = try site.run(ManifestText.of(requests), lanes: lanes)
    #expect(report.counts.outcomes == [.ok: requests.count])
    let results = try site.results()
    #expect(counts(results[0]) == (0, 0))
    #expect(counts(results[151]) == (150, 0))
    #expect(counts(results[172]) == (150, 20))
    #expect(try #require(results.last).contains(#""state":"revoked""#))
  }

  @Test("are the same for any number of lanes")
  func lanes() throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    let requests = (0..<90).map { number in
      switch number % 9 {
      case 8: list("l-\(number)")
      case 5: ManifestText.revoke("v-\(number)", "@r-\(number - 1)")
      default: ManifestText.issue("r-\(number)", pool.good[number % 2], name: "h\(number).example")
      }
    }
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 3, 8] {
      let twin = try site.twin()
      try twin.run(ManifestText.of(requests), lanes: lanes)
      if lanes == 1 { expected = try twin.published() }
      expectSame(try twin.published(), expected, "\(lanes) lanes")
    }
  }

  @Test("are taken by a check, and the CRL and the chain are given")
  func authority() throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    let first = ManifestText.of([
      ManifestText.issue("a", pool.good[1], name: "a.example"), list("l"),
      ManifestText.request("c", "getCaCertificates"),
    ])
    let path = try site.folder.write(first.utf8, to: "m.json")
    let checked = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    #expect(checked.outcomes == [.ok: 3])
    try site.run(first)
    #expect(try site.results()[2].split(separator: #""certificateContent""#).count == 3)
    try site.run(ManifestText.of([ManifestText.request("crl", "getCrl")], batch: "b-2"), out: "second")
    let crl = try #require(try site.published()["crl/issuing-ca.crl"])
    #expect(try site.results("second")[0].contains(ManifestText.base64(crl)))
  }
}
