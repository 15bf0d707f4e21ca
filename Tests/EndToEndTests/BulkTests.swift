import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct BulkTests {
  private struct IndexEntry: Decodable {
    let id: String
    let certificateUuid: String
    let serialNumber: String
    let offset: Int
    let length: Int
  }

  @Test("From 1000 requests on certificates lie in few files, where the index finds each of them")
  func index() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 1000, batch: "meters"), named: "meters.jsonl")
    #expect(try site.run(manifest).status == 0)
    #expect(try site.folder.tree().filter { $0.hasPrefix("out/certificates") }.isEmpty)
    let pem = try #require(site.folder.contents("out/bundles/certificates.pem"))
    let entries: [IndexEntry] = try site.lines("out/bundles/index.jsonl")
    let results = try site.results()
    #expect(entries.map(\.id) == results.map(\.id))
    #expect(entries.map(\.certificateUuid) == results.compactMap(\.certificateUuid))
    #expect(entries.map(\.offset) == entries.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.length) }.dropLast())
    for entry in [entries[0], entries[499], entries[999]] {
      let path = try site.folder.write(Array(pem[entry.offset..<entry.offset + entry.length]), to: "one.pem")
      try Judge.verify(path, chain: site.folder.file("out/bundles/issuing-ca-chain.pem"))
      let serial = try Command.run("openssl", ["x509", "-in", path, "-noout", "-serial"])
      #expect(serial.output == "serial=\(entry.serialNumber.uppercased())\n")
    }
  }

  @Test("Below that each has a folder of its own, unless the user wants it otherwise")
  func choice() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 999, batch: "meters"), named: "meters.jsonl")
    #expect(try site.run(manifest).status == 0)
    #expect(site.folder.contents("out/bundles/index.jsonl") == nil)
    #expect(try site.folder.tree().filter { $0.hasSuffix("/fullchain.pem") }.count == 999)
    #expect(try site.run(manifest, out: "bulk", ["--bundles", "bulk"]).status == 0)
    #expect(site.folder.contents("bulk/bundles/index.jsonl") != nil)
  }
}
