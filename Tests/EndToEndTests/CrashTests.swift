import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct CrashTests {
  private static let count = 3000

  private func manifest(_ site: Site, count: Int = CrashTests.count) throws -> String {
    try site.manifest(MeterManifest.text(count: count, batch: "crash"), named: "crash.jsonl")
  }

  /// Every request has one certificate of its own, and the ledger is whole.
  private func expectAllDone(_ site: Site, count: Int = CrashTests.count) throws {
    let entries = try site.results()
    #expect(entries.count == count)
    #expect(entries.allSatisfy { $0.issued })
    #expect(Set(entries.compactMap(\.serialNumber)).count == count)
    #expect(Set(entries.compactMap(\.certificateUuid)).count == count)
    let certificates = try site.certificates()
    #expect(certificates["issued"] == count)
    #expect(certificates.values.reduce(0, +) == count)
    if Command.isAvailable("sqlite3") {
      let verdict = try Command.run("sqlite3", [site.home + "/ledger.sqlite", "PRAGMA integrity_check"])
      #expect(verdict.output == "ok\n")
    }
  }

  @Test("Killed again and again, a run that is repeated ends with one certificate for each request", arguments: [7, 8])
  func killed(seed: UInt64) throws {
    let site = try Site()
    let manifest = try manifest(site)
    var random = SplitMix(seed: seed)
    for _ in 0..<4 {
      let delay = Double.random(in: 0.1...0.9, using: &random)
      let run = try Program.run(site.runArguments(manifest), signal: "KILL", after: delay)
      #expect([0, 137].contains(run.status), "\(run.errors)")
    }
    let run = try site.run(manifest)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "in=3000 done=3000 rejected=0 failed=0 skipped=0\n")
    try expectAllDone(site)
  }

  @Test("After a kill, resume signs what is on record and publish shows it; then the run goes on")
  func resumed() throws {
    let site = try Site()
    let manifest = try manifest(site)
    var delay = 0.2
    repeat {
      delay += 0.1
      _ = try Program.run(site.runArguments(manifest), signal: "KILL", after: delay)
    } while try site.certificateCount() == 0
    let resumed = try Program.run(["resume", "--home", site.home, "--passphrase-file", site.passphraseFile])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output.hasPrefix("signed="))
    let certificates = try site.certificates()
    #expect(certificates["requested"] ?? 0 == 0)
    let published = try Program.run(
      ["publish", "crash", "--home", site.home, "--out", site.folder.file("published")])
    #expect(published.status == 0, "\(published.errors)")
    let entries = try site.results(out: "published")
    #expect(entries.count == certificates["issued"])
    #expect(entries.allSatisfy { $0.issued })
    #expect(try site.run(manifest).status == 0)
    try expectAllDone(site)
    let serials = Dictionary(uniqueKeysWithValues: try site.results().map { ($0.id, $0.serialNumber) })
    for entry in entries { #expect(serials[entry.id] == entry.serialNumber) }
  }

  @Test("Ctrl-C ends a run with 130 and says how to go on, and the run repeated finishes")
  func interrupted() throws {
    let site = try Site()
    let count = 10_000
    let manifest = try manifest(site, count: count)
    var delay = 0.1
    var run = try Program.run(site.runArguments(manifest), signal: "INT", after: delay)
    // Too early, and nobody listens to the signal yet.
    while run.status == 130, !run.errors.contains("certmill resume"), delay < 5 {
      delay += 0.05
      run = try Program.run(site.runArguments(manifest), signal: "INT", after: delay)
    }
    #expect(run.status == 130, "\(run.errors)")
    #expect(run.errors.contains("certmill resume"))
    #expect(run.errors.contains("of 10000; run it again to go on"), "\(run.errors)")
    #expect(try site.certificateCount() < count)
    #expect(try site.run(manifest).status == 0)
    try expectAllDone(site, count: count)
  }
}
