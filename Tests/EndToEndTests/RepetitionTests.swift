import Foundation
import TestSupport
import Testing

@Suite struct RepetitionTests {
  private let manifest = Program.packaged("samples/04-revocation/manifest.json")

  @Test("The same manifest again signs nothing and gives the same results, and a third run touches no file")
  func sameAgain() throws {
    let site = try Site()
    let first = try site.run(manifest)
    let results = try #require(site.folder.contents("out/results.jsonl"))
    let crl = try #require(site.folder.contents("out/crl/issuing-ca.crl"))
    let count = try site.certificateCount()
    let second = try site.run(manifest)
    #expect(second.status == first.status)
    #expect(second.output == first.output)
    #expect(try site.certificateCount() == count)
    #expect(try site.results().allSatisfy { $0.replayed == true })
    let again = String(decoding: try #require(site.folder.contents("out/results.jsonl")), as: UTF8.self)
    #expect(again.replacingOccurrences(of: #","replayed":true"#, with: "") == String(decoding: results, as: UTF8.self))
    #expect(site.folder.contents("out/crl/issuing-ca.crl") == crl)
    let times = try Snapshot.times(of: site.folder.file("out"))
    let third = try site.run(manifest)
    #expect(third.status == first.status)
    #expect(try Snapshot.times(of: site.folder.file("out")) == times)
  }

  @Test("An id that stands for something else already is refused, and what it stood for stays")
  func alteredRequest() throws {
    let site = try Site()
    let request = try MeterManifest.meterRequest()
    let header = MeterManifest.header(batch: "meters")
    let before = try site.manifest(header + MeterManifest.line(id: "a", request: request, days: 30), named: "1.jsonl")
    #expect(try site.run(before).status == 0)
    let serial = try site.results().first?.serialNumber
    let after = try site.manifest(header + MeterManifest.line(id: "a", request: request, days: 31), named: "2.jsonl")
    #expect(try site.run(after, out: "other").status == 1)
    #expect(try site.results(out: "other").map(\.code) == ["request.idConflict"])
    #expect(try site.certificateCount() == 1)
    #expect(try site.run(before).status == 0)
    #expect(try site.results().map(\.serialNumber) == [serial])
  }

  @Test(
    "Publishing gives the run's files again, byte for byte, without a passphrase",
    arguments: ["files", "pem", "bulk"])
  func publication(bundles: String) throws {
    let site = try Site()
    _ = try site.run(manifest, ["--bundles", bundles])
    let out = site.folder.file("out")
    let written = try Snapshot.contents(of: out)
    try FileManager.default.removeItem(atPath: out)
    let published = try Program.run(
      ["publish", "old-servers", "--home", site.home, "--out", out, "--bundles", bundles])
    #expect(published.status == 0, "\(published.errors)")
    let again = try Snapshot.contents(of: out)
    #expect(Set(again.keys) == Set(written.keys))
    for (name, octets) in written { #expect(again[name] == octets, "\(name)") }
  }
}
