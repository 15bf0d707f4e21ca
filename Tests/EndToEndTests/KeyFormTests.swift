import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct KeyFormTests {
  @Test("Keys are made and used in the same way whether a manifest is JSON, JSON Lines or XML")
  func forms() throws {
    let origin = try Site.prepared(for: "08-keys/manifest.json")
    var results: [String] = []
    for (site, run) in try origin.runInEachForm(Program.packaged("samples/08-keys/manifest.json")) {
      #expect(run.status == 1 && run.output.contains("in=16 done=11 rejected=5"), "\(run.output)\(run.errors)")
      let text = String(decoding: try #require(site.folder.contents("out/results.jsonl")), as: UTF8.self)
      results.append(text.replacingOccurrences(of: LaneCountTests.masked, with: "*", options: .regularExpression))
    }
    #expect(results[0].contains(#""keyDestroyed":true"#) && results[0].contains("Key needs to be Active and enabled."))
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("Each key of the sample's token opens with openssl and the passphrase of the run, and with no other")
  func keys() throws {
    let site = try Site.prepared(for: "08-keys/manifest.json")
    _ = try site.run(Program.packaged("samples/08-keys/manifest.json"))
    let files = try site.folder.tree().filter { $0.hasPrefix("home/keys/tokens/software/") }
    #expect(files.count == 2, "three keys were made, and one was destroyed")
    for file in files {
      let path = site.folder.file(file)
      let opened = try Command.run(
        "openssl", ["pkey", "-in", path, "-passin", "file:\(site.passphraseFile)", "-noout"])
      #expect(opened.status == 0, "\(opened.errors)")
      #expect(try Command.run("openssl", ["pkey", "-in", path, "-passin", "pass:wrong", "-noout"]).status != 0)
    }
  }
}
