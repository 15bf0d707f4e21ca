import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A CA key that signs wrongly", .enabled(if: OpenSSLTool.isAvailable))
struct BrokenKeyTests {
  private static let key = "home/keys/issuing-ca.pem"

  private func verdicts(_ site: BatchSite, _ out: String) throws -> [String] {
    try site.results(out).map { try ResultMembers($0).verdict }
  }

  /// What has failed can be named, in the results of the run and in those that are published again.
  private func checkNames(_ site: BatchSite) throws {
    let failed = try site.results("broken").map(ResultMembers.init).filter { $0["state"] == "failed" }
    let uuids = failed.compactMap { $0["certificateUuid"].flatMap { UniqueID($0) } }
    #expect(Set(uuids).count == 7)
    let states = try site.ledger().view { view in try uuids.map { try view.certificate($0)?.state } }
    #expect(states == [CertificateState](repeating: .failed, count: 7))
    #expect(try site.ledger().certificateCounts() == [.failed: 7])
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 1))
      .publish(batchID: "b-1", out: site.folder.file("published"))
    #expect(try site.results("published") == site.results("broken"))
  }

  @Test("fails each certificate and not the run, and once it is mended they are issued", arguments: [1, 3])
  func failures(lanes: Int) throws {
    let site = try BatchSite(algorithm: .p256)
    let whole = try #require(site.folder.contents(Self.key))
    let pool = try RequestPool()
    let manifest = ManifestText.of(
      (0..<6).map { ManifestText.issue("r-\($0)", pool.good[$0 % 4], name: "h\($0).example") } + [
        ManifestText.addEndEntity("add", "ann", password: "pw", name: "ann.example"),
        ManifestText.enrol("enrol", "ann", password: "pw", pool.good[0]),
        ManifestText.request("get", "getEndEntity", #""username":"ann""#),
      ])
    try site.breakKey(Self.key)
    #expect(try site.run(manifest, lanes: lanes, out: "broken").counts.count(.failed) == 7)
    let failed = [String](repeating: "signature.failed", count: 6)
    #expect(try verdicts(site, "broken") == failed + ["OK", "signature.failed", "OK"])
    #expect(try site.results("broken")[8].contains(#""status":"FAILED""#))
    try checkNames(site)
    #expect(try site.published("broken").keys.allSatisfy { !$0.hasPrefix("crl/") && !$0.hasPrefix("certificates/") })

    try site.folder.write(whole, to: Self.key)
    let mended = try site.run(manifest, lanes: lanes, out: "mended", in: site.surroundings(days: 2))
    #expect(mended.counts.count(.done) == 9)
    #expect(try site.ledger().certificateCounts() == [.failed: 7, .issued: 7])
    #expect(try site.published("mended")["crl/issuing-ca.crl"] != nil)
  }

  @Test("refuses what needs a CRL, and goes on to the end, which needs it too")
  func crl() throws {
    let site = try BatchSite(algorithm: .p256)
    let whole = try #require(site.folder.contents(Self.key))
    try site.run(ManifestText.of([ManifestText.issue("a", try RequestPool().good[1], name: "a.example")]))
    let uuid = try #require(try ResultMembers(site.results()[0])["certificateUuid"])
    let manifest = ManifestText.of(
      [
        ManifestText.revoke("v", uuid), ManifestText.request("crl", "getCrl"),
        ManifestText.request("list", "listCertificates"),
      ], batch: "b-2")
    try site.breakKey(Self.key)
    let problem = try #require(#expect(throws: RunProblem.self) { try site.run(manifest, out: "broken") })
    #expect(problem.status == .keyProblem)
    let ledger = try site.ledger()
    var outcomes: [String] = []
    try ledger.forEachRequest(.all, batch: #require(try ledger.batch(named: "b-2")).number) { request, _ in
      outcomes.append(request.outcome)
    }
    #expect(outcomes == ["OK", "AUTHORITY_UNAVAILABLE", "OK"])

    try site.folder.write(whole, to: Self.key)
    try site.run(manifest, out: "mended", in: site.surroundings(days: 2))
    #expect(try verdicts(site, "mended") == ["OK", "OK", "OK"])
    #expect(try site.results("mended")[1].contains(#""crlData":""#))
  }
}
