import Diagnostics
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Publishing again")
struct PublicationTests {
  @Test("writes what the run wrote, from the ledger alone", arguments: ResultsWriter.Mode.allCases)
  func equalsRun(mode: ResultsWriter.Mode) throws {
    let mixed = try MixedSite()
    let site = mixed.site
    let manifest = mixed.manifest(seed: 41, count: 90)
    let report = try site.run(manifest.text(), mode: mode)
    for (name, days) in [("first", 1), ("second", 2)] as [(String, Int64)] {
      // The second run replays; its results say so, and so does what is published of it.
      try site.run(manifest.text(), mode: mode, out: "ran-\(name)", in: site.surroundings(days: days))
      var settings = RunSettings(lanes: 3)
      settings.bundles = mode
      let counts = try Publication(home: site.home(), settings: settings)
        .publish(batchID: "b-1", out: site.folder.file(name))
      #expect(counts.total == report.counts.total)
      expectSame(try site.published(name), try site.published("ran-\(name)"), "\(mode) \(name)")
    }
  }

  @Test("knows only batches that are in the ledger")
  func unknownBatch() throws {
    let site = try BatchSite()
    let problem = try #require(
      #expect(throws: RunProblem.self) {
        _ = try Publication(home: site.home(), settings: RunSettings(lanes: 1))
          .publish(batchID: "nothing", out: site.folder.file("out"))
      })
    #expect(problem.status == .usage)
    #expect(problem.lines == ["the ledger has no batch nothing; `certmill status` lists them"])
  }
}
