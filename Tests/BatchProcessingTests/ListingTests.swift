import Configuration
import Diagnostics
import DocumentModel
import IssuanceLedger
import PKIModel
import RequestResolution
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

  /// The serial numbers on the CRL that a result gives, and the CRL's number.
  private func crl(_ result: String) throws -> (number: [UInt8]?, serials: Set<String>) {
    let text = try #require(try JSONReader.document(Array(result.utf8)).root.member("body")?.member("crlData")?.string)
    let list = try CertificateList(der: #require(Base64.decode(Array(text.utf8))))
    return (list.number, Set(list.entries.map(\.serialNumber.description)))
  }

  @Test("of what is revoked see all that stands before them too, and the run makes no CRL twice", arguments: [1, 8])
  func crls(lanes: Int) throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    func crl(_ id: String) -> String { ManifestText.request(id, "getCrl") }
    let requests =
      [crl("none")] + (0..<60).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }
      + (0..<20).map { ManifestText.revoke("v-\($0)", "@r-\($0)") } + [crl("first"), crl("same")]
      + (20..<40).map { ManifestText.revoke("v-\($0)", "@r-\($0)") } + [crl("second")]
    let last = [ManifestText.revoke("v-40", "@r-40")]
    let path = try site.folder.write(ManifestText.of(requests + last).utf8, to: "m.json")
    let checked = try Workplace(
      home: site.home(), settings: RunSettings(lanes: lanes), surroundings: site.surroundings()
    ).check(manifest: path) { _ in }
    #expect(checked.outcomes == [.ok: requests.count, .notFound: 1])

    try site.run(ManifestText.of(requests), lanes: lanes)
    let results = try site.results()
    let serials = try results[1...].prefix(40).map { try #require(try ResultMembers($0)["serialNumber"]) }
    #expect(try ResultMembers(results[0]).verdict == "crl.unknown")
    #expect(try self.crl(results[81]) == ([1], Set(serials.prefix(20))))
    #expect(try self.crl(results[82]) == self.crl(results[81]))
    #expect(try self.crl(results[103]) == ([2], Set(serials)))
    // Nothing is revoked since.
    let authority = try #require(try site.home().workingIssuers.first).authority.uuid
    #expect(try site.ledger().lastCRL(authority: authority)?.number == 2)
    let text = ManifestText.base64(try #require(try site.published()["crl/issuing-ca.crl"]))
    #expect(results[103].contains(text))

    // Answers stand; what is revoked behind them comes into the run's own.
    try site.run(ManifestText.of(requests + last), lanes: lanes, out: "second")
    #expect(try site.results("second").prefix(104).map { $0.replacing(#","replayed":true"#, with: "") } == results)
    #expect(try site.ledger().lastCRL(authority: authority).map { [$0.number, $0.entryCount] } == [3, 41])
  }

  @Test("of what a crash left revoked need the key, and end the run where it cannot be opened")
  func lockedCRL() throws {
    let site = try BatchSite()
    try site.run(ManifestText.of([ManifestText.issue("a", try RequestPool().good[1], name: "a.example")]))
    let uuid = try #require(try ResultMembers(site.results()[0])["certificateUuid"].flatMap { UniqueID($0) })
    let ledger = try site.ledger()
    let record = RequestRecord(
      position: 0, id: "v", run: 1, lastRun: 1, digest: [1], operation: "revokeCertificate", outcome: "OK",
      configurationDigest: [], certificate: uuid, detail: [])
    let standing = try #require(try ledger.view { try $0.standings(of: [uuid])[uuid] })
    let revocation = StateChange.revoke(standing, for: .superseded, at: BatchSite.moment(days: 1))
    _ = try ledger.commit(
      ledger.openBatch(named: "crash", at: BatchSite.founding), signatures: [],
      decisions: [RecordedDecision(request: record, changes: [revocation])], failures: [])

    let manifest = ManifestText.of([ManifestText.request("crl", "getCrl")], batch: "b-2")
    let problem = try #require(
      #expect(throws: RunProblem.self) { try site.run(manifest, in: site.surroundings(passphrase: "wrong")) })
    #expect(problem.status == .keyProblem)
    #expect(try ledger.batch(named: "b-2") == nil)
    try site.run(manifest, out: "second")
    #expect(try crl(site.results("second")[0]).serials.count == 1)
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
