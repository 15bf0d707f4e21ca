import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run that puts certificates into locations", .enabled(if: Command.isAvailable("keytool")))
struct LocationRunTests {
  private let stores: LocationSite
  private let pool: RequestPool
  private var site: BatchSite { stores.site }

  init() throws {
    stores = try LocationSite()
    pool = try RequestPool()
  }

  private func issue(_ id: String) -> String { ManifestText.issue(id, pool.good[1], name: "\(id).example") }

  /// Two certificates in each location.
  private func pushes() -> [String] {
    [issue("a"), issue("b")]
      + LocationSite.names.flatMap { name in
        [
          LocationSite.push("a-\(name)", "@a", name, alias: "a"),
          LocationSite.push("b-\(name)", "@b", name, alias: "b"),
        ]
      }
  }

  private func serials(_ out: String = "out") throws -> [String: String] {
    let results = try site.results(out).map(ResultMembers.init)
    return Dictionary(uniqueKeysWithValues: results.compactMap { r in r["serialNumber"].map { (r["id"] ?? "", $0) } })
  }

  private func changes(_ ledger: Ledger) throws -> Int { try ledger.openLocationChangeCount() }

  @Test("writes stores that OpenSSL and Java read, replaces there what is renewed, and removes it")
  func life() throws {
    try site.run(
      ManifestText.of(pushes() + [LocationSite.replace("n", "@a"), LocationSite.remove("r-p12", "@b", "p12")]))
    let results = try site.results()
    #expect(try results.map(ResultMembers.init).map(\.verdict) == Array(repeating: "OK", count: 12))
    let serials = try serials()
    let (a, b) = (try #require(serials["n"]), try #require(serials["b"]))
    for name in ["folder", "bundle", "jks"] { #expect(try stores.contents(name) == ["a": a, "b": b], "\(name)") }
    #expect(try stores.contents("p12") == ["a": a])
    #expect(try stores.java(home: "home/stores/store.p12", kind: "PKCS12") == ["a": a])
    #expect(try changes(site.ledger()) == 0)
    let replaced = LocationSite.names.sorted { LocationSite.uuids[$0] ?? "" < LocationSite.uuids[$1] ?? "" }.map {
      #"{"uuid":"\#(LocationSite.uuids[$0] ?? "")","name":"\#($0)","alias":"a","replaced":true}"#
    }
    #expect(results[10].contains(#""locations":[\#(replaced.joined(separator: ","))]"#))
    // Run again and published, all of it is the same, and no store is touched.
    let before = site.folder.contents("home/stores/store.p12")
    try site.run(
      ManifestText.of(pushes() + [LocationSite.replace("n", "@a"), LocationSite.remove("r-p12", "@b", "p12")]),
      out: "again")
    #expect(try site.results("again").map { $0.replacing(#","replayed":true"#, with: "") } == results)
    #expect(site.folder.contents("home/stores/store.p12") == before)
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2)).publish(
      batchID: "b-1", out: site.folder.file("published"))
    #expect(try site.results("published") == site.results("again"))
  }

  @Test("replaces the one certificate of a location that takes no other")
  func single() throws {
    for (name, kind, path) in [("jks", "jks", "stores/store.jks"), ("p12", "pkcs12", "stores/store.p12")] {
      try stores.define(name, kind: kind, path: path, isSingle: true)
    }
    let requests =
      [issue("a"), issue("b")]
      + ["jks", "p12"].flatMap {
        [LocationSite.push("a-\($0)", "@a", $0), LocationSite.push("b-\($0)", "@b", $0)]
      } + [LocationSite.replace("n", "@a")]
    try site.run(ManifestText.of(requests))
    let results = try site.results()
    #expect(
      try results.map(ResultMembers.init).map(\.verdict) == [
        "OK", "OK", "OK", "location.full", "OK", "location.full", "OK",
      ])
    #expect(results[3].contains(#""message":"Location jks does not support multiple entries""#))
    let serial = try #require(try serials()["n"])
    #expect(try stores.contents("jks") == ["czertainly": serial])
    #expect(try stores.contents("p12") == ["czertainly": serial])
  }

  @Test("puts nothing beside what others put into a location that takes one certificate")
  func full() throws {
    let tool = try OpenSSLTool()
    let other = PEM.encode(
      try tool.certificate(key: tool.newKey(.p256, named: "k"), subject: "/CN=other"), label: "CERTIFICATE")
    let file = try site.folder.write(other, to: "home/stores/folder/other.pem")
    try site.folder.write(other, to: "home/stores/bundle.pem")
    for (name, type) in [("jks", "JKS"), ("p12", "PKCS12")] {
      let store = ["-keystore", site.folder.file("home/stores/store.\(name)"), "-storetype", type]
      let made = try Command.run(
        "keytool",
        ["-importcert", "-noprompt", "-alias", "other", "-file", file, "-storepass", LocationSite.password] + store)
      try #require(made.status == 0, "\(made.output)")
    }
    let kinds = [
      ("folder", "directory", "folder"), ("bundle", "pemBundle", "bundle.pem"), ("jks", "jks", "store.jks"),
      ("p12", "pkcs12", "store.p12"),
    ]
    for (name, kind, path) in kinds { try stores.define(name, kind: kind, path: "stores/\(path)", isSingle: true) }
    try site.run(ManifestText.of([issue("a")] + LocationSite.names.map { LocationSite.push($0, "@a", $0) }))
    for (name, result) in zip(LocationSite.names, try site.results().dropFirst()) {
      #expect(result.contains("Reason: Location \(name) does not support multiple entries"), "\(result)")
    }
    #expect(try stores.contents("p12").keys.sorted() == ["other"])
  }

  @Test("leaves the old certificate and issues the new one where a location cannot be written; it is tried again")
  func failure() throws {
    let first = ManifestText.of([issue("a"), issue("b"), LocationSite.push("p", "@a", "p12", alias: "a")])
    try site.run(first)
    let before = site.folder.contents("home/stores/store.p12")
    let uuid = try #require(try ResultMembers(site.results()[0])["certificateUuid"])
    try stores.setPassword("another")
    let second = ManifestText.of(
      [
        LocationSite.replace("n", uuid), ManifestText.request("b", "issueCertificate", #""body":{"request":"x"}"#),
        issue("c"), LocationSite.push("q", "@c", "p12", alias: "c"), LocationSite.push("f", "@c", "folder", alias: "c"),
      ], batch: "b-2")
    try site.run(second, out: "second")
    let results = try site.results("second")
    #expect(
      try results.map(ResultMembers.init).map(\.verdict) == ["OK", "csr.encoding", "OK", "location.failed", "OK"])
    let reason = "stores/store.p12: wrong password"
    #expect(results[0].contains(#""replaced":false,"message":"\#(reason)""#))
    #expect(
      results[0].contains(
        "Failed to replace certificate in all locations during renew operation: p12: \(reason)"))
    #expect(results[0].contains(#""state":"issued""#))
    let c = try #require(try ResultMembers(results[2])["certificateUuid"])
    #expect(
      results[3].contains(
        #""httpStatus":503,"code":"location.failed","body":{"message":"Failed to push Certificate \#(c) to Location p12. "#
          + #"Reason: \#(reason)"}"#))
    #expect(site.folder.contents("home/stores/store.p12") == before)
    #expect(try stores.contents("folder").keys.sorted() == ["c"])
    #expect(try changes(site.ledger()) == 0)
    // The failed push is decided anew; the certificates stand.
    try stores.setPassword(LocationSite.password)
    let report = try site.run(second, out: "third")
    #expect(report.signedCount == 0)
    #expect(try site.results("third").map(ResultMembers.init)[3].verdict == "OK")
    #expect(try stores.contents("p12").keys.sorted() == ["a", "c"])
  }

  @Test("touches nothing that others put there, and says so of one alias alone")
  func foreign() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "k")
    let other = PEM.encode(try tool.certificate(key: key, subject: "/CN=other"), label: "CERTIFICATE")
    try site.folder.write(other, to: "home/stores/folder/a.pem")
    try site.folder.write("# ours\n".utf8 + other, to: "home/stores/bundle.pem")
    let made = try Command.run(
      "openssl",
      [
        "pkcs12", "-export", "-inkey", key, "-in", site.folder.file("home/stores/folder/a.pem"), "-name", "a", "-out",
        site.folder.file("home/stores/store.p12"), "-passout", "pass:\(LocationSite.password)",
      ])
    try #require(made.status == 0, "\(made.errors)")
    try site.run(ManifestText.of(pushes()))
    let verdicts = try site.results().map(ResultMembers.init).map(\.verdict)
    // In the order bundle, folder, jks, p12; each a and b.
    #expect(
      verdicts == ["OK", "OK", "OK", "OK", "location.failed", "OK", "OK", "OK", "location.failed", "OK"])
    #expect(try site.results()[4].contains("Reason: something else stands under the alias a"))
    #expect(try site.results()[8].contains("Reason: Location p12 does not support key management"))
    #expect(site.folder.contents("home/stores/folder/a.pem") == other)
    let bundle = String(decoding: try #require(site.folder.contents("home/stores/bundle.pem")), as: UTF8.self)
    #expect(bundle.hasPrefix("# ours\n" + String(decoding: other, as: UTF8.self) + "friendlyName: "))
    #expect(try stores.contents("p12").keys.sorted() == ["a", "b"])
  }

  @Test("renews the certificate of a private key that somebody made, where the location manages keys")
  func keys() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "k")
    let request = try tool.request(key: key, subject: "/C=DE/O=Example/CN=host-1")
    try site.run(ManifestText.of([ManifestText.issue("a", request, name: "a.example")]))
    let uuid = try #require(try ResultMembers(site.results()[0])["certificateUuid"])
    let pem = try #require(try site.folder.tree().first { $0.hasSuffix("/certificate.pem") })
    let store = site.folder.file("home/stores/store.p12")
    let password = "pass:\(LocationSite.password)"
    try tool.run(
      [
        "pkcs12", "-export", "-inkey", key, "-in", site.folder.file(pem), "-name", "a", "-out", store, "-passout",
        password,
      ])
    let requests = [LocationSite.push("p", uuid, "p12", alias: "a"), LocationSite.replace("n", uuid)]
    try site.run(ManifestText.of(requests, batch: "b-2"), out: "second")
    #expect(try site.results("second")[0].contains("Reason: Location p12 does not support key management"))
    try stores.define("p12", kind: "pkcs12", path: "stores/store.p12", managesKeys: true)
    try site.run(ManifestText.of(requests, batch: "b-3"), out: "third")
    #expect(try site.results("third").map(ResultMembers.init).map(\.verdict) == ["OK", "OK"])
    #expect(try stores.contents("p12") == ["a": serials("third")["n"]])
    let keys = try tool.run(["pkcs12", "-in", store, "-passin", password, "-nodes", "-nocerts"]).output
    #expect(keys.contains("friendlyName: a") && keys.contains("BEGIN PRIVATE KEY"))
  }

  @Test("gives the same results from JSON and XML, on any number of lanes", arguments: [1, 8])
  func forms(lanes: Int) throws {
    let requests =
      pushes() + (0..<40).map { issue("i-\($0)") }
      + (0..<40).map { LocationSite.push("p-\($0)", "@i-\($0)", "bundle", alias: "x-\($0 % 30)") }
      + (0..<20).map { LocationSite.remove("r-\($0)", "@i-\($0)", "bundle") }
      + (0..<10).map { LocationSite.push("q-\($0)", "@i-\($0 + 30)", "bundle", alias: "x-\($0)") }
      + (20..<30).map { LocationSite.replace("n-\($0)", "@i-\($0)") }
      + [
        ManifestText.request("l", "listLocations"),
        ManifestText.request("g", "getCertificate", #""certificateUuid":"@n-20""#),
      ]
    let manifest = ManifestText.of(requests)
    let other = try site.twin()
    try site.run(manifest, lanes: 2)
    try other.run(inXML: manifest, lanes: lanes)
    let results = try site.results()
    #expect(try other.results() == results)
    let verdicts = try results.map(ResultMembers.init).map(\.verdict)
    #expect(verdicts.filter { $0 == "location.entryExists" }.count == 10)
    #expect(try stores.contents("bundle").count == 2 + 10 + 10)
    #expect(results[results.count - 1].contains(#""locations":[{"uuid":"\#(LocationSite.uuids["bundle"] ?? "")""#))
  }

  @Test("is foretold by a check, which writes nothing")
  func check() throws {
    let manifest = ManifestText.of(
      pushes() + [
        LocationSite.remove("r", "@b", "p12"), LocationSite.remove("r-2", "@b", "p12"), LocationSite.replace("n", "@a"),
      ])
    let path = try site.folder.write(manifest.utf8, to: "m.json")
    var outcomes: [String] = []
    _ = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { outcomes.append($0.outcome.rawValue) }
    #expect(outcomes == Array(repeating: "OK", count: 11) + ["NOT_FOUND", "OK"])
    #expect(site.folder.contents("home/stores/store.p12") == nil)
    #expect(try !site.folder.tree().contains("home/stores/folder"))
  }
}
