import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Checking a manifest")
struct CheckingTests {
  private static func check(
    _ site: BatchSite, _ manifest: String, days: Int64, lanes: Int = 3, passphrase: String = ""
  ) throws -> [String] {
    let path = try site.folder.write(manifest.utf8, to: "manifest.json")
    var outcomes: [String] = []
    _ = try Workplace(
      home: site.home(), settings: RunSettings(lanes: lanes),
      surroundings: site.surroundings(days: days, passphrase: passphrase)
    ).check(manifest: path) { outcomes.append("\($0.position) \($0.outcome.rawValue) \($0.complaint ?? "")") }
    return outcomes
  }

  private static func run(_ site: BatchSite, _ manifest: String, days: Int64) throws -> [String] {
    try site.run(manifest, lanes: 2, in: site.surroundings(days: days))
    let ledger = try site.ledger()
    let batch = try #require(try ledger.batch(named: "b-1"))
    var outcomes: [String] = []
    try ledger.forEachRequest(.all, batch: batch.number) { request, _ in
      outcomes.append("\(request.position) \(request.outcome)")
    }
    return outcomes
  }

  @Test("gives each request the outcome that the run gives it", arguments: [21, 22, 23] as [UInt64])
  func sameOutcomes(seed: UInt64) throws {
    let mixed = try MixedSite()
    let first = mixed.manifest(seed: seed, count: 80)
    for (number, manifest) in [first, first.again()].enumerated() {
      let days = Int64(number) + 1
      let checked = try Self.check(mixed.site, manifest.text(), days: days)
      let ran = try Self.run(mixed.site, manifest.text(), days: days)
      let outcomes = checked.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
      #expect(outcomes == ran, "seed \(seed), run \(number + 1)")
    }
  }

  @Test("leaves ledger and home as they are and needs no key")
  func noTrace() throws {
    let mixed = try MixedSite()
    let site = mixed.site
    let manifest = mixed.manifest(seed: 31, count: 40)
    try site.run(manifest.text())
    try site.ledger().checkpoint()
    let before = try #require(site.folder.contents("home/ledger.sqlite"))
    let tree = try site.folder.tree()
    _ = try Self.check(site, manifest.again().text(batch: "b-2"), days: 2, passphrase: "wrong")
    #expect(site.folder.contents("home/ledger.sqlite") == before)
    #expect(try site.folder.tree() == tree)
  }
}
