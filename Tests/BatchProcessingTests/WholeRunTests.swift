import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run as a whole")
struct WholeRunTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
  }

  private func issues(_ count: Int) -> [String] {
    (0..<count).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }
  }

  private func problem(_ body: () throws -> Void) throws -> RunProblem {
    try #require(#expect(throws: RunProblem.self) { try body() })
  }

  @Test("signs nothing where one request of all or nothing is refused", arguments: [true, false])
  func allOrNothing(isRefused: Bool) throws {
    let bad = isRefused ? [ManifestText.issue("bad", pool.unproven, name: "a.example")] : []
    let manifest = ManifestText.of(issues(3) + bad, mode: "all-or-nothing")
    guard isRefused else {
      #expect(try site.run(manifest).signedCount == 3)
      return
    }
    let found = try problem { try site.run(manifest) }
    #expect(found.status == .refusedAsAWhole)
    #expect(found.lines.first == "1 of 4 requests would be refused; nothing was signed")
    #expect(found.lines.dropFirst().first?.hasPrefix("bad /requests/3/body/request csr.proofOfPossession") == true)
    #expect(try site.ledger().batches().isEmpty)
    #expect(try site.ledger().certificateCounts().isEmpty)
    #expect(site.folder.contents("out/results.jsonl") == nil)
  }

  @Test("can be made all or nothing by the user")
  func allOrNothingByChoice() throws {
    var settings = RunSettings(lanes: 2)
    settings.isAllOrNothing = true
    let manifest = ManifestText.of(issues(2) + [ManifestText.revoke("bad", "@nobody")])
    let path = try site.folder.write(manifest.utf8, to: "manifest.json")
    let found = try problem {
      _ = try Workplace(home: site.home(), settings: settings, surroundings: site.surroundings())
        .run(manifest: path, out: site.folder.file("out"))
    }
    #expect(found.status == .refusedAsAWhole)
    #expect(try site.ledger().certificateCounts().isEmpty)
  }

  @Test("records nothing under a wrong passphrase")
  func wrongPassphrase() throws {
    let found = try problem {
      try site.run(ManifestText.of(issues(3)), in: site.surroundings(passphrase: "wrong"))
    }
    #expect(found.status == .keyProblem)
    #expect(found.lines.first?.hasSuffix("wrong passphrase for the key of authority issuing-ca") == true)
    #expect(try site.ledger().batches().isEmpty)
    #expect(try site.published().isEmpty)
  }

  @Test("is on record even where its manifest holds no request")
  func emptyManifest() throws {
    #expect(try site.run(ManifestText.of([])).counts.total == 0)
    #expect(try site.ledger().batches().map(\.runs) == [1])
    #expect(try site.results().isEmpty)
  }

  @Test("uses no key but that of the authority's certificate")
  func foreignKey() throws {
    try site.folder.write(
      try BatchSite().folder.contents("home/keys/issuing-ca.pem") ?? [], to: "home/keys/issuing-ca.pem")
    _ = try Command.run("chmod", ["600", site.folder.file("home/keys/issuing-ca.pem")])
    let found = try problem { try site.run(ManifestText.of(issues(1))) }
    #expect(found.status == .keyProblem)
    #expect(
      found.lines.first?.hasSuffix("the key is not that of the certificate in keys/issuing-ca-chain.pem") == true)
    #expect(try site.ledger().certificateCounts().isEmpty)
  }

  @Test("asks for no passphrase where nothing is to be signed")
  func noKey() throws {
    let manifest = ManifestText.of([
      ManifestText.request("r-1", "listIssueCertificateAttributes"), ManifestText.revoke("r-2", "@r-1"),
      ManifestText.issue("r-3", pool.unproven, name: "a.example"),
    ])
    let report = try site.run(manifest, in: site.surroundings(passphrase: "wrong"))
    #expect(report.counts.total == 3)
    #expect(report.signedCount == 0)
  }

  @Test("that is interrupted signs what is on record and leaves the rest, of a small batch too, to the next one")
  func earlyEnd() throws {
    let good = try RequestPool().good[1]
    let count = 4000
    let manifest = ManifestText.of((0..<count).map { ManifestText.issue("r-\($0)", good, name: "h\($0).example") })
    let interruption = Interruption()
    let surroundings = site.surroundings(interruption: interruption) { _, _ in interruption.request(signal: 2) }
    let report = try site.run(manifest, mode: .bulk, in: surroundings)
    #expect(report.interruption == 2)
    #expect((1..<count).contains(report.counts.total), "\(report.counts.text)")
    let counts = try site.ledger().certificateCounts()
    #expect(counts[.requested] == nil)
    #expect((report.counts.total..<count).contains(counts[.issued] ?? 0), "\(counts)")
    #expect(try site.run(manifest, mode: .bulk).counts.count(.done) == count)
    #expect(try site.ledger().certificateCounts() == [.issued: count])
  }

  @Test("that is interrupted before it began does nothing, and the next one does all")
  func interruption() throws {
    let interruption = Interruption()
    interruption.request(signal: 15)
    interruption.request(signal: 2)
    let manifest = ManifestText.of(issues(40))
    let report = try site.run(manifest, in: site.surroundings(interruption: interruption))
    #expect(report.interruption == 15)
    #expect(report.requestCount == 40)
    #expect(report.counts.total == 0)
    #expect(try site.ledger().openIntents(limit: 10).isEmpty)
    let rest = try site.run(manifest)
    #expect(rest.interruption == nil)
    #expect(rest.signedCount == 40)
    #expect(try site.results().count == 40)
  }

  @Test("that is repeated signs nothing anew and says the same")
  func again() throws {
    let manifest = ManifestText.of(issues(5) + [ManifestText.revoke("v", "@r-1", reason: "superseded")])
    #expect(try site.run(manifest).signedCount == 5)
    let report = try site.run(manifest, out: "again", in: site.surroundings(days: 2))
    #expect(report.signedCount == 0)
    #expect(report.counts.issued == 5)
    let results = try (site.results(), site.results("again"))
    #expect(results.1.allSatisfy { $0.hasSuffix(#","replayed":true}"#) })
    #expect(results.1.map { $0.replacing(#","replayed":true"#, with: "") } == results.0)
    #expect(try site.published()["crl/issuing-ca.crl"] == site.published("again")["crl/issuing-ca.crl"])
  }

  @Test("refuses a manifest that is cut off before anything happens")
  func cutOff() throws {
    let manifest = String(ManifestText.of(issues(2)).dropLast(6))
    #expect(try problem { try site.run(manifest) }.status == .unreadableInput)
    #expect(try site.ledger().batches().isEmpty)
  }

  @Test("waits for no other run unless it is told to")
  func locked() throws {
    let lock = try RunLock(home: site.folder.file("home"))
    #expect(try problem { try site.run(ManifestText.of(issues(1))) }.status == .locked)
    withExtendedLifetime(lock) {}
  }
}
