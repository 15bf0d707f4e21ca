import Foundation
import OpenSSLBackend
import TestSupport
import Testing

/// Runs that verify and sign several at a time.
@Suite struct MultiBufferTests {
  private static let isThere = (try? MultiBufferLibrary()) != nil

  @Test(
    "They give what other runs give, up to what is drawn at random",
    .enabled(if: isThere, "needs libcrypto_mb.so.11 and AVX512-IFMA"), arguments: SampleTests.samples)
  func sameResults(sample: String) throws {
    let origin = try Site.prepared(for: sample)
    let results = try [[], ["--multi-buffer"]].map { options in
      let site = try Site(copying: origin)
      let run = try site.run(Program.packaged("samples/" + sample), options)
      let text = String(decoding: try #require(site.folder.contents("out/results.jsonl")), as: UTF8.self)
      return run.output + text.replacingOccurrences(of: LaneCountTests.masked, with: "*", options: .regularExpression)
    }
    #expect(results[0].count > 1000)
    #expect(results[0] == results[1])
  }

  @Test(
    "Where the library is not, they end before anything is done", .enabled(if: !isThere, "needs a machine without it"))
  func notThere() throws {
    let site = try Site()
    let run = try site.run(Program.packaged("samples/01-first-certificates/manifest.json"), ["--multi-buffer"])
    #expect(run.status == 2)
    #expect(run.errors.contains("libcrypto_mb.so.11"))
    #expect(site.folder.contents("out/results.jsonl") == nil)
  }
}
