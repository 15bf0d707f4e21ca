import Foundation
import TestSupport
import Testing

@Suite struct TimingsTests {
  private struct Timing: Decodable {
    let lane: Int?
    let stage: String
    let calls: Int
    let requests: Int
    let microseconds: Int
  }

  @Test("A run says how long each lane worked at each stage, and no checksum depends on it")
  func stages() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 200, batch: "meters"), named: "meters.jsonl")
    #expect(try site.run(manifest, ["--lanes", "3"]).status == 0)
    let timings: [Timing] = try site.lines("out/timings.jsonl")
    for stage in ["prepare", "sign", "render"] {
      let lanes = timings.filter { $0.stage == stage }
      #expect(lanes.reduce(0) { $0 + $1.requests } == 200, "\(stage)")
      #expect(lanes.allSatisfy { (0..<3).contains($0.lane ?? -1) && $0.calls > 0 })
    }
    let parts = timings.filter { $0.lane == nil }
    #expect(Set(parts.map(\.stage)) == ["run", "commit", "deliver", "crl", "finish"])
    let whole = try #require(parts.first { $0.stage == "run" })
    #expect(whole.requests == 200)
    #expect(parts.allSatisfy { $0.microseconds <= whole.microseconds })
    let sums = String(decoding: try #require(site.folder.contents("out/SHA256SUMS")), as: UTF8.self)
    #expect(!sums.contains("timings"))
  }
}
