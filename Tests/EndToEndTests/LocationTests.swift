import Foundation
import TestSupport
import Testing

/// Stores that the program writes, killed and not.
@Suite(.serialized, .enabled(if: OpenSSLTool.isAvailable)) struct LocationTests {
  private static let uuid = "5c0de000-0000-4000-8000-000000000001"
  private static let password = "store-Password-1"
  private static let count = 600

  /// A site whose home has one keystore, outside of it.
  private func site(kind: String) throws -> Site {
    let site = try Site()
    let password = try site.folder.write(LocationTests.password.utf8, to: "store.password")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
    let text = """
      {"uuid":"\(LocationTests.uuid)","name":"store","enabled":true,"kind":"\(kind)","supportMultipleEntries":true,\
      "path":"\(site.folder.file("store"))","password":{"file":"\(password)"}}
      """
    try site.folder.write(text.utf8, to: "home/locations/store.json")
    return site
  }

  /// Certificates, each put into the store; then each third is renewed and each fourth removed.
  private func manifest(_ site: Site) throws -> String {
    let meters = try MeterManifest.text(count: LocationTests.count, batch: "stores").split(separator: "\n")
    let ids = try meters.dropFirst().map {
      try JSONDecoder().decode(Identified.self, from: Data($0.utf8)).id
    }
    func request(_ id: String, _ operation: String, _ certificate: String, _ body: String?) -> Substring {
      let location = #""locationUuid":"\#(LocationTests.uuid)""#
      let body = body.map { #","body":\#($0)"# } ?? ""
      let place = operation == "renewCertificate" ? "" : "," + location
      return #"{"id":"\#(id)","operation":"\#(operation)","certificateUuid":"@\#(certificate)"\#(place)\#(body)}"#[...]
    }
    let pushes = ids.map {
      let alias = #"{"name":"alias","contentType":"string","content":[{"data":"\#($0)"}]}"#
      return request("p-\($0)", "pushCertificate", $0, #"{"attributes":[\#(alias)]}"#)
    }
    let renewals = ids.indices.filter { $0 % 3 == 0 }.map {
      request("n-\(ids[$0])", "renewCertificate", ids[$0], #"{"replaceInLocations":true}"#)
    }
    let removals = ids.indices.filter { $0 % 60 == 1 }.map {
      request("m-\(ids[$0])", "removeCertificate", ids[$0], nil)
    }
    let lines = meters + pushes + renewals + removals
    return try site.manifest(lines.joined(separator: "\n") + "\n", named: "stores.jsonl")
  }

  private struct Identified: Decodable {
    let id: String
  }

  /// Aliases and serial numbers, as they should be by the results.
  private func expected(_ site: Site) throws -> [String: String] {
    var serials: [String: String] = [:]
    for entry in try site.results() {
      switch entry.operation {
      case "renewCertificate": serials[String(entry.id.dropFirst(2))] = entry.serialNumber
      case "removeCertificate": serials[String(entry.id.dropFirst(2))] = nil
      case "issueCertificate": serials[entry.id] = entry.serialNumber
      default: break
      }
    }
    return serials
  }

  private func openssl(_ site: Site) throws -> [String: String] {
    let text = try Command.run(
      "openssl",
      ["pkcs12", "-in", site.folder.file("store"), "-nokeys", "-passin", "file:" + site.folder.file("store.password")])
    try #require(text.status == 0, "\(text.errors)")
    var entries: [String: String] = [:]
    for part in text.output.components(separatedBy: "friendlyName: ").dropFirst() {
      let alias = String(part.prefix { $0 != "\n" })
      let block = try Command.run("openssl", ["x509", "-noout", "-serial"], input: Array(part.utf8))
      entries[alias] = String(block.output.dropFirst("serial=".count).drop { $0 == "0" }.filter { !$0.isNewline })
        .lowercased()
    }
    return entries
  }

  @Test("Killed again and again, a run that is repeated ends with the store that one run makes", arguments: [3, 4])
  func killed(seed: UInt64) throws {
    let site = try site(kind: "pkcs12")
    let manifest = try manifest(site)
    var random = SplitMix(seed: seed)
    var killed = 0
    for round in 0..<5 {
      // The first one is early enough for any machine.
      let delay = round == 0 ? 0.2 : Double.random(in: 0.1...1.5, using: &random)
      let run = try Program.run(site.runArguments(manifest), signal: "KILL", after: delay)
      #expect([0, 137].contains(run.status), "\(run.errors)")
      killed += run.status == 137 ? 1 : 0
    }
    #expect(killed > 0)
    let run = try site.run(manifest)
    #expect(run.status == 0, "\(run.errors)")
    let expected = try expected(site)
    #expect(expected.count == LocationTests.count - LocationTests.count / 60)
    #expect(try openssl(site) == expected)
    let status = try Program.run(["status", "--home", site.home, "--json"])
    #expect(status.output.contains(#""openLocationChanges": 0"#))
  }

  @Test("The password of a store stands in nothing that is written")
  func secrets() throws {
    let site = try site(kind: "jks")
    let manifest = try manifest(site)
    let run = try site.run(manifest, ["--log-level", "debug"])
    #expect(run.status == 0, "\(run.errors)")
    for (name, octets) in try Snapshot.contents(of: site.folder.path) where name != "store.password" {
      #expect(octets.range(of: Data(LocationTests.password.utf8)) == nil, "\(name)")
    }
    #expect(!(run.output + run.errors).contains(LocationTests.password))
    let attributes = try FileManager.default.attributesOfItem(atPath: site.folder.file("store"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }
}
