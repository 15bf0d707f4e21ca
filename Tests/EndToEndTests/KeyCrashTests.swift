import Foundation
import TestSupport
import Testing

@Suite struct KeyCrashTests {
  private static let profile = "0e7b5f0a-93c4-4d53-8f0e-2b1a6c9d4e10"
  private static let count = 40

  /// Keys that are made and used; every other one is destroyed.
  private func manifest(_ site: Site) throws -> String {
    var lines = [#"{"manifestVersion":1,"batchId":"keys","defaults":{"raProfileName":"tls-server"}}"#]
    for number in 1...KeyCrashTests.count {
      lines.append(
        """
        {"id":"k-\(number)","operation":"createKey","tokenProfileUuid":"\(KeyCrashTests.profile)","body":{"attributes":[\
        {"name":"data_keyAlias","contentType":"string","content":[{"data":"k-\(number)"}]},\
        {"name":"data_keyAlgorithm","contentType":"string","content":[{"data":"Ed25519"}]}]}}
        """)
      lines.append(
        """
        {"id":"c-\(number)","operation":"issueCertificate","body":{"keyUuid":"@k-\(number)",\
        "tokenProfileUuid":"\(KeyCrashTests.profile)",\
        "csrAttributes":[{"name":"commonName","contentType":"string","content":[{"data":"c-\(number).example"}]}]}}
        """)
      if number.isMultiple(of: 2) {
        lines.append(
          #"{"id":"d-\#(number)","operation":"destroyKey","keyUuid":"@k-\#(number)","destroyActiveKey":true}"#)
      }
    }
    lines.append(#"{"id":"list","operation":"listKeys"}"#)
    return try site.manifest(lines.joined(separator: "\n") + "\n", named: "keys.jsonl")
  }

  private struct Listing: Decodable {
    struct Key: Decodable {
      struct Item: Decodable {
        let state: String
      }

      let uuid: String
      let name: String
      let items: [Item]
    }

    let id: String
    let body: [Key]?
  }

  @Test("Killed again and again, a run leaves each key its file, and no destroyed one", arguments: [3, 4])
  func killed(seed: UInt64) throws {
    let site = try Site.prepared(for: "08-keys/manifest.json")
    let manifest = try manifest(site)
    var random = SplitMix(seed: seed)
    var killed = 0
    for round in 0..<4 {
      // The first one is early enough for any machine.
      let delay = round == 0 ? 0.2 : Double.random(in: 0.1...1.5, using: &random)
      let run = try Program.run(site.runArguments(manifest), signal: "KILL", after: delay)
      #expect([0, 137].contains(run.status), "\(run.errors)")
      killed += run.status == 137 ? 1 : 0
    }
    #expect(killed > 0)
    let run = try site.run(manifest)
    #expect(run.status == 0 && run.output.contains("in=101 done=101"), "\(run.output)\(run.errors)")
    let last = try #require(site.folder.contents("out/results.jsonl")?.split(separator: 0x0A).last)
    let keys = try #require(try JSONDecoder().decode(Listing.self, from: Data(last)).body)
    #expect(keys.count == KeyCrashTests.count)
    for key in keys {
      let path = site.home + "/keys/tokens/software/\(key.uuid).pem"
      let isDestroyed = Int(key.name.dropFirst(2))?.isMultiple(of: 2) ?? false
      #expect(key.items.allSatisfy { $0.state == (isDestroyed ? "destroyed" : "active") }, "\(key.name)")
      #expect(FileManager.default.fileExists(atPath: path) == !isDestroyed, "\(key.name)")
    }
  }
}
