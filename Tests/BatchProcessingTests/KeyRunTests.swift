import Diagnostics
import Foundation
import IssuanceLedger
import PKIModel
import RequestResolution
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// Runs that make and use keys of a token, judged by what lies in the home and by the `openssl` command.
@Suite("A run with keys of a token", .enabled(if: OpenSSLTool.isAvailable))
struct KeyRunTests {
  private static let passphrase = "token secret 4711"

  private let site: BatchSite

  init() throws {
    site = try BatchSite()
    try site.addTokenProfile(passphrase: KeyRunTests.passphrase)
  }

  /// Everything that keys are for, each once.
  private func manifest() -> String {
    let certificate = { (name: String) in #""certificateUuid":"@\#(name)""# }
    return ManifestText.of([
      ManifestText.createKey(
        "rsa", "RSA", #"{"name":"data_rsaKeySize","contentType":"integer","content":[{"data":2048}]}"#),
      ManifestText.createECKey("ec"),
      ManifestText.createKey("ed", "Ed25519"), ManifestText.createKey("falcon", "FALCON"),
      ManifestText.issueKeyed("c-rsa", "@rsa", "PSS"), ManifestText.issueKeyed("c-ec", "@ec"),
      ManifestText.request(
        "submitted", "submitCertificateRequest", #""body":{\#(ManifestText.keyed("@rsa", "later.example", "PSS"))}"#),
      ManifestText.request("issued", "issueNewCertificate", certificate("submitted")),
      ManifestText.request(
        "rekeyed", "rekeyCertificate", certificate("c-rsa"), #""body":{\#(ManifestText.signed("@ec"))}"#),
      ManifestText.request("renewed", "renewCertificate", certificate("rekeyed"), #""body":{}"#),
      ManifestText.request("before", "getCertificate", certificate("c-rsa")),
      ManifestText.request("active", "destroyKey", #""keyUuid":"@rsa""#),
      ManifestText.request(
        "revoked", "revokeCertificate", certificate("c-rsa"), #""destroyActiveKey":true"#,
        #""body":{"reason":"superseded","destroyKey":true}"#),
      ManifestText.request(
        "kept", "revokeCertificate", certificate("c-ec"), #""body":{"reason":"superseded","destroyKey":true}"#),
      ManifestText.request("after", "getCertificate", certificate("c-rsa")),
      ManifestText.issueKeyed("too-late", "@rsa", "PSS"),
      ManifestText.request("destroyed", "destroyKey", #""keyUuid":"@ed","destroyActiveKey":true"#),
      ManifestText.request("list", "listKeys"),
    ])
  }

  private static let verdicts = [
    "OK", "OK", "OK", "key.algorithm", "OK", "OK", "OK", "OK", "OK", "OK", "OK", "key.state", "OK", "OK", "OK",
    "key.state", "OK", "OK",
  ]

  private func keyFiles(_ site: BatchSite) throws -> [String] {
    try site.folder.tree().filter { $0.hasPrefix("home/keys/tokens/") && $0.hasSuffix(".pem") }
  }

  @Test("leaves each key in a file of its owner that opens with the token's passphrase, and removes those that go")
  func files() throws {
    try site.run(manifest())
    let lines = try site.results()
    #expect(try lines.map { try ResultMembers($0).verdict } == KeyRunTests.verdicts, "\(lines)")
    let keys = try site.ledger().view { try $0.tokenKeys(in: nil) }
    #expect(keys.map(\.alias) == ["ec", "ed", "rsa"] && keys.map(\.state) == [.active, .destroyed, .destroyed])
    let ec = try #require(keys.first)
    #expect(try keyFiles(site) == ["home/keys/tokens/soft/\(ec.uuid).pem"])
    let path = site.folder.file("home/keys/tokens/soft/\(ec.uuid).pem")
    let mode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    #expect(mode == 0o600)
    let opened = try Command.run(
      "openssl", ["pkey", "-in", path, "-passin", "pass:\(KeyRunTests.passphrase)", "-pubout", "-outform", "DER"])
    #expect(opened.stdout == ec.publicKey.der, "\(opened.errors)")
    let wrong = try Command.run("openssl", ["pkey", "-in", path, "-passin", "pass:\(BatchSite.passphrase)", "-noout"])
    #expect(wrong.status != 0)
    #expect(try site.ledger().keyRemovals().isEmpty)
  }

  @Test("makes requests and certificates that openssl accepts, with the key that the token has")
  func certificates() throws {
    try site.run(manifest())
    let files = try site.published()
    let chain = site.folder.file("home/keys/issuing-ca-chain.pem")
    let folders = Set(
      files.keys.filter { $0.hasSuffix("/request.csr") }.map { site.folder.file("out/\($0.dropLast(12))") })
    #expect(folders.count == 5)
    for folder in folders {
      let request = try Command.run("openssl", ["req", "-in", folder + "/request.csr", "-noout", "-verify", "-text"])
      #expect((request.output + request.errors).contains("verify OK"))
      #expect(request.output.contains("rsassaPss") == request.output.contains("rsaEncryption"), "RSA keys sign by PSS")
      let verified = try Command.run(
        "openssl", ["verify", "-x509_strict", "-CAfile", chain, folder + "/certificate.pem"])
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
      let keys = try ["req", "x509"].map { kind in
        let name = kind == "req" ? "request.csr" : "certificate.pem"
        return try Command.run("openssl", [kind, "-in", "\(folder)/\(name)", "-noout", "-pubkey"]).output
      }
      #expect(keys[0] == keys[1] && keys[0].hasPrefix("-----BEGIN PUBLIC KEY-----"))
    }
  }

  @Test("shows what became of the keys in results, details and the revocation report")
  func shown() throws {
    try site.run(manifest())
    let lines = try site.results()
    #expect(lines[10].contains(#""privateKeyAvailability":true,"key":{"uuid":""#))
    #expect(lines[14].contains(#""privateKeyAvailability":false,"key":{"uuid":""#))
    #expect(lines[12].contains(#""httpStatus":204"#) && lines[12].contains(#""keyDestroyed":true"#))
    #expect(lines[13].contains(#""httpStatus":204"#) && lines[13].contains(#""keyDestroyed":false"#))
    #expect(lines[13].contains("key.notDestroyed: no key was destroyed: Invalid state of key "))
    #expect(lines[16].contains(#""httpStatus":204"#) && lines[16].contains(#""keyDestroyed":true"#))
    let csv = String(decoding: try #require(try site.published()["revocation-report.csv"]), as: UTF8.self)
    #expect(csv.contains("revoked,b-1,issued,true,,OK") && csv.contains("kept,b-1,issued,false,,OK"), "\(csv)")
  }

  @Test("says the same when it runs again and when it is published, and makes and removes nothing more")
  func again() throws {
    try site.run(manifest())
    let first = try site.published()
    let kept = try keyFiles(site)
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "b-1", out: site.folder.file("again"))
    expectSame(try site.published("again"), first, "published again")
    try site.run(manifest(), out: "third")
    let replayed = try site.results("third").map { $0.replacing(#","replayed":true"#, with: "") }
    #expect(replayed == (try site.results()).map { $0 })
    #expect(try keyFiles(site) == kept)
  }

  @Test("decides the same with one lane and with many")
  func lanes() throws {
    var decisions: [[String]] = []
    for lanes in [1, 3, 8] {
      let twin = try site.twin()
      let many = (1...20).flatMap {
        [
          ManifestText.createECKey("k-\($0)"), ManifestText.issueKeyed("i-\($0)", "@k-\($0)"),
          ManifestText.createECKey("k-\($0 - 1)"),
        ]
      }
      let last = (1...20).map {
        ManifestText.request("d-\($0)", "destroyKey", #""keyUuid":"@k-\#($0)","destroyActiveKey":true"#)
      }
      try twin.run(
        ManifestText.of(
          many + last + [ManifestText.issueKeyed("late", "@k-7"), ManifestText.request("l", "listKeys")]), lanes: lanes)
      decisions.append(
        try twin.results().map { line in
          let result = try ResultMembers(line)
          // Keys are drawn at random; everything else follows from the manifest.
          let uuid = result["certificateUuid"] ?? ""
          return "\(result["id"] ?? "") \(result.verdict) \(uuid)"
        })
      #expect(try keyFiles(twin).count == 1, "k-0 stays")
      #expect(try twin.ledger().view { try $0.tokenKeys(in: nil).map(\.uuid) }.count == 21)
    }
    #expect(decisions[0].count == 82 && decisions.allSatisfy { $0 == decisions[0] })
  }

  @Test("is checked without a passphrase and without a trace")
  func checking() throws {
    let path = try site.folder.write(manifest().utf8, to: "m.json")
    try FileManager.default.removeItem(atPath: site.folder.file("token.passphrase"))
    let before = try site.folder.tree().filter { $0.hasPrefix("home/") }
    var verdicts: [String] = []
    _ = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { verdicts.append(try ResultMembers(String(decoding: $0.line, as: UTF8.self)).verdict) }
    #expect(verdicts == KeyRunTests.verdicts)
    #expect(try site.folder.tree().filter { $0.hasPrefix("home/") } == before)
  }

  @Test("tells no passphrase, and no key that is not encrypted")
  func secrets() throws {
    try site.run(manifest())
    for path in try site.folder.tree() where path.hasPrefix("home/") || path.hasPrefix("out/") {
      guard let octets = site.folder.contents(path) else { continue }
      let text = String(decoding: octets, as: UTF8.self)
      #expect(!text.contains(KeyRunTests.passphrase) && !text.contains("BEGIN PRIVATE KEY"), "\(path)")
    }
  }

  @Test("refuses a passphrase that does not open the token's keys, and goes on with the rest")
  func wrongPassphrase() throws {
    try site.run(ManifestText.of([ManifestText.createECKey("k")]))
    try site.writePassphrase("another")
    let manifest = ManifestText.of([ManifestText.createECKey("n"), ManifestText.issueKeyed("i", "@k")], batch: "b-2")
      .replacing("\"@k\"", with: "\"\(try site.ledger().view { try $0.tokenKeys(in: nil)[0].uuid })\"")
    try site.run(manifest, out: "second")
    for line in try site.results("second") {
      let result = try ResultMembers(line)
      #expect(result["outcome"] == "AUTHORITY_UNAVAILABLE" && result.verdict == "token.unavailable")
      #expect(line.contains("wrong passphrase for the key of the token"), "\(line)")
      #expect(!line.contains(site.folder.path))
    }
    #expect(try keyFiles(site).count == 1)
    try site.writePassphrase(KeyRunTests.passphrase)
    try site.run(manifest, out: "third")
    #expect(try site.results("third").map { try ResultMembers($0).verdict } == ["OK", "OK"])
  }

  @Test("takes the passphrase of authorities where the token profile names none")
  func asked() throws {
    let other = try BatchSite()
    try other.addTokenProfile(passphrase: nil)
    try other.run(ManifestText.of([ManifestText.createECKey("k")]))
    let path = try #require(try keyFiles(other).first)
    let opened = try Command.run(
      "openssl", ["pkey", "-in", other.folder.file(path), "-passin", "pass:\(BatchSite.passphrase)", "-noout"])
    #expect(opened.status == 0, "\(opened.errors)")
  }

  @Test("says which key file is missing, and that it is no refusal of the request")
  func missingFile() throws {
    try site.run(ManifestText.of([ManifestText.createECKey("k"), ManifestText.createECKey("l")]))
    let keys = try site.ledger().view { try $0.tokenKeys(in: nil) }
    try FileManager.default.removeItem(atPath: site.folder.file("home/keys/tokens/soft/\(keys[0].uuid).pem"))
    try site.run(
      ManifestText.of(
        [ManifestText.issueKeyed("i", "\(keys[0].uuid)"), ManifestText.issueKeyed("j", "\(keys[1].uuid)")], batch: "b-2"
      ), out: "second")
    let lines = try site.results("second")
    #expect(lines[0].contains("token token-soft: keys/tokens/soft/\(keys[0].uuid).pem"), "\(lines[0])")
    #expect(try ResultMembers(lines[0])["outcome"] == "AUTHORITY_UNAVAILABLE")
    #expect(try ResultMembers(lines[1])["outcome"] == "OK")
  }

  @Test("removes the file of a key that was destroyed when it could not before")
  func leftOver() throws {
    try site.run(ManifestText.of([ManifestText.createECKey("k")]))
    let path = try #require(try keyFiles(site).first)
    let ledger = try site.ledger()
    let key = try #require(try ledger.view { try $0.tokenKeys(in: nil).first })
    let batch = try ledger.openBatch(named: "crash", at: UTCInstant(seconds: 1))
    let request = RequestRecord(
      position: 0, id: "d", run: 1, lastRun: 1, digest: [1], operation: "destroyKey", outcome: "OK",
      configurationDigest: [], certificate: nil, detail: [])
    _ = try ledger.commit(
      batch, signatures: [],
      decisions: [
        RecordedDecision(request: request, changes: [.changeKey(key.with(state: .destroyed), from: .active)])
      ], failures: []
    )
    #expect(try keyFiles(site) == [path], "as a crash after the commit leaves it")
    _ = try Workplace(home: site.home(), settings: RunSettings(lanes: 1), surroundings: site.surroundings()).resume()
    #expect(try keyFiles(site) == [])
    #expect(try ledger.keyRemovals().isEmpty)
  }
}
