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
    "They sign certificates that openssl verifies, with keys of each kind",
    .enabled(if: isThere && OpenSSLTool.isAvailable, "needs libcrypto_mb.so.11, AVX512-IFMA and openssl"),
    arguments: ["p256", "p384", "rsa-2048", "rsa-3072", "rsa-4096", "ed25519"])
  func signatures(algorithm: String) throws {
    let site = try Site(making: algorithm)
    let manifest = try site.manifest(MeterManifest.text(count: 150, batch: "meters"), named: "meters.jsonl")
    let run = try site.run(manifest, ["--multi-buffer", "--check-signatures", "every", "--bundles", "pem"])
    #expect(run.status == 0, "\(run.errors)")
    let folder = site.folder.file("out/certificates")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".pem") }
    #expect(paths.count == 150)
    let verdict = try Command.run(
      "openssl", ["verify", "-x509_strict", "-CAfile", site.chain] + paths.map { "\(folder)/\($0)" })
    #expect(verdict.status == 0, "\(verdict.errors)")
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
