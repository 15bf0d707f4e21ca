import Foundation
import TestSupport
import Testing

@Suite("One PEM file for each certificate", .enabled(if: OpenSSLTool.isAvailable)) struct PEMFileTests {
  private func manifest(_ site: Site, count: Int) throws -> String {
    try site.manifest(MeterManifest.text(count: count, batch: "meters"), named: "meters.jsonl")
  }

  /// The files below a folder's certificates/, by their path in the folder.
  private func files(_ site: Site, out: String = "out") throws -> [String] {
    try Snapshot.times(of: site.folder.file(out)).keys.filter { $0.hasPrefix("certificates/") }.sorted()
  }

  @Test("lies where its UUID says, named by its result, and verifies with the chain that is written once")
  func verifies() throws {
    let site = try Site()
    #expect(try site.run(manifest(site, count: 300), ["--bundles", "pem"]).status == 0)
    let results = try site.results()
    let uuids = results.compactMap(\.certificateUuid)
    #expect(uuids.count == 300)
    let paths = uuids.map { "certificates/\($0.suffix(2))/\($0).pem" }
    #expect(results.map { $0.artifacts?.map(\.path) } == paths.map { [$0] })
    #expect(try files(site) == paths.sorted())
    let chain = site.folder.file("out/bundles/issuing-ca-chain.pem")
    let verdict = try Command.run(
      "openssl", ["verify", "-x509_strict", "-CAfile", chain] + paths.map { site.folder.file("out/\($0)") })
    #expect(verdict.status == 0, "\(verdict.errors)")
    #expect(verdict.output.split(separator: "\n").filter { $0.hasSuffix(": OK") }.count == 300)
    let serial = try Command.run("openssl", ["x509", "-in", site.folder.file("out/\(paths[7])"), "-noout", "-serial"])
    #expect(serial.output == "serial=\(try #require(results[7].serialNumber).uppercased())\n")
    let sums = try Command.run(
      "sh", ["-c", "cd '\(site.folder.file("out"))' && sha256sum --check --strict SHA256SUMS"])
    #expect(sums.status == 0, "\(sums.output)")
    #expect(sums.output.split(separator: "\n").filter { $0.hasPrefix("certificates/") }.count == 300)
  }

  @Test("stays as it is, with its time, when the same is written again; one that was changed or lost is mended")
  func again() throws {
    let site = try Site()
    let manifest = try manifest(site, count: 50)
    #expect(try site.run(manifest, ["--bundles", "pem"]).status == 0)
    let out = site.folder.file("out")
    let written = try Snapshot.contents(of: out)
    let times = try Snapshot.times(of: out)
    let paths = try files(site)
    try FileManager.default.removeItem(atPath: "\(out)/\(paths[3])")
    try site.folder.write([0x78], to: "out/\(paths[4])")
    #expect(try site.run(manifest, ["--bundles", "pem"]).status == 0)
    let after = try Snapshot.times(of: out)
    for path in paths {
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(path)")) == written[path], "\(path)")
      if path != paths[3], path != paths[4] { #expect(after[path] == times[path], "\(path)") }
    }
    #expect(try files(site) == paths)
  }

  @Test("is whole or absent after a kill, and there when the run is repeated", arguments: [5, 6])
  func killed(seed: UInt64) throws {
    let site = try Site()
    let manifest = try manifest(site, count: 3000)
    var random = SplitMix(seed: seed)
    for _ in 0..<4 {
      let delay = Double.random(in: 0.2...0.9, using: &random)
      _ = try Program.run(site.runArguments(manifest, ["--bundles", "pem"]), signal: "KILL", after: delay)
      guard FileManager.default.fileExists(atPath: site.folder.file("out")) else { continue }
      for path in try files(site) where !path.hasSuffix(".part") {
        let text = String(decoding: try #require(site.folder.contents("out/\(path)")), as: UTF8.self)
        #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"), "\(path)")
        #expect(text.hasSuffix("-----END CERTIFICATE-----\n"), "\(path)")
      }
    }
    #expect(try site.run(manifest, ["--bundles", "pem"]).status == 0)
    let uuids = try site.results().compactMap(\.certificateUuid)
    #expect(uuids.count == 3000)
    for uuid in uuids { #expect(site.folder.contents("out/certificates/\(uuid.suffix(2))/\(uuid).pem") != nil) }
  }
}
