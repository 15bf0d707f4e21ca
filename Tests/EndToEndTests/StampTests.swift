import Foundation
import TestSupport
import Testing

@Suite struct StampTests {
  @Test("A stamp is written when all requests reached their wanted state, or what was refused is allowed to be")
  func stamp() throws {
    let site = try Site()
    let stamp = site.folder.file("stamp")
    let line = try MeterManifest.line(id: "long", request: MeterManifest.meterRequest(), days: 99_999)
    let text = try MeterManifest.text(count: 2, batch: "meters") + line
    let manifest = try site.manifest(text, named: "m.jsonl")
    #expect(try site.run(manifest, ["--stamp", stamp]).status == 1)
    #expect(!FileManager.default.fileExists(atPath: stamp))
    #expect(try site.run(manifest, ["--stamp", stamp, "--allow-rejected"]).status == 0)
    let expected = "batch meters\nin=3 done=2 rejected=1 failed=0 skipped=0\n"
    #expect(site.folder.contents("stamp") == Array(expected.utf8))
    let times = try Snapshot.times(of: site.folder.path)
    let newest = try #require(times.filter { $0.key.hasPrefix("out/") }.map(\.value).max())
    #expect(try #require(times["stamp"]) >= newest)
  }
}
