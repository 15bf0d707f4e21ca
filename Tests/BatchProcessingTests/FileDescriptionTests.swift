import BatchProcessing
import Diagnostics
import Foundation
import PKIModel
import TestSupport
import Testing

@Suite("The view of a file")
struct FileDescriptionTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../Golden/show"

  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasSuffix(".txt") }.sorted()

  static func contents(_ name: String) throws -> [UInt8] {
    [UInt8](try #require(FileManager.default.contents(atPath: folder + "/" + name)))
  }

  @Test("is the same as ever", arguments: files)
  func golden(name: String) throws {
    let view = try FileView.of(FileDescriptionTests.folder + "/" + name)
    let path = FileDescriptionTests.folder + "/" + name + ".txt"
    guard ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != "1" else {
      try view.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("\(name).txt was recorded")
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    let lines = view.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in expected.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      #expect(index < lines.count && lines[index] == line, "line \(index + 1)")
    }
    #expect(view == expected)
  }

  @Test("has all golden files that there should be")
  func complete() {
    #expect(FileDescriptionTests.files.count == 14)
  }

  @Test("does not depend on the file's name", arguments: files)
  func nameless(name: String) throws {
    let octets = try FileDescriptionTests.contents(name)
    #expect(try FileView.of(octets) == FileView.of(FileDescriptionTests.folder + "/" + name))
  }

  @Test("keeps to 96 columns where words can be broken, and ends no line with blanks", arguments: files)
  func columns(name: String) throws {
    // Tables of requests are one line a request, however long.
    let isTable = name.hasPrefix("manifest") || name.hasPrefix("results")
    for line in try FileView.of(FileDescriptionTests.folder + "/" + name).split(separator: "\n") {
      #expect(isTable || line.unicodeScalars.count <= 96, "\(line)")
      #expect(!line.hasSuffix(" "), "\(line)")
    }
  }

  @Test("of DER, PEM, base64 and base64 of PEM is the same", .enabled(if: OpenSSLTool.isAvailable))
  func wrappings() throws {
    let tool = try OpenSSLTool()
    let der = try tool.request(key: try tool.newKey(.p256, named: "key"), subject: "/CN=a")
    let view = try FileView.of(der)
    let pem = try tool.run(["req", "-inform", "DER"], input: der).stdout
    #expect(try FileView.of(pem) == view)
    #expect(try FileView.of(try tool.run(["base64", "-A"], input: der).stdout) == view)
    #expect(try FileView.of(try tool.run(["base64"], input: pem).stdout) == view)
    #expect(try FileView.of(Array("some text before\n".utf8) + pem + Array("and behind\n".utf8)) == view)
    #expect(view.contains("Signature      valid"))
  }

  @Test("of a CRMF request is that of its wrappings, and says how it is proved", .enabled(if: OpenSSLTool.isAvailable))
  func requestMessages() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let der = try tool.requestMessage(key: key, subject: "/CN=a", altNames: "a.example")
    let view = try FileView.of(der)
    #expect(view.hasPrefix("Certificate request in CRMF\n  Subject        CN=a\n"))
    #expect(view.contains("Signature      valid"))
    #expect(try FileView.of(tool.run(["base64"], input: der).stdout) == view)
    #expect(try FileView.of(PEM.encode(der, label: "CERTIFICATE REQUEST")) == view)
    for (proof, text) in [(0, "none: a registration authority"), (-1, "none\n")] {
      let other = try tool.requestMessage(key: key, subject: "/CN=a", proof: proof)
      #expect(try FileView.of(other).contains("  Proof          \(text)"))
    }
    var forged = der
    forged[der.count - 1] ^= 1
    #expect(try FileView.of(forged).contains("Signature      NOT VALID"))
  }

  @Test("says that a request's signature is not valid when a bit of it is not", .enabled(if: OpenSSLTool.isAvailable))
  func invalidProof() throws {
    let tool = try OpenSSLTool()
    var der = try tool.request(key: try tool.newKey(.ed25519, named: "key"), subject: "/CN=a")
    der[der.count - 1] ^= 1
    #expect(try FileView.of(der).contains("Signature      NOT VALID"))
  }

  @Test(
    "says what openssl says of a certificate",
    .enabled(if: OpenSSLTool.isAvailable),
    arguments: [
      (OpenSSLTool.KeyKind.rsa2048, "RSA, 2048 bits, exponent 65537", "RSA with SHA-256"),
      (.p256, "EC, P-256, 256 bits", "ECDSA with SHA-256"), (.p521, "EC, P-521, 521 bits", "ECDSA with SHA-256"),
      (.secp256k1, "EC, secp256k1, 256 bits", "ECDSA with SHA-256"), (.ed25519, "Ed25519, 256 bits", "Ed25519"),
      (.ed448, "Ed448, 456 bits", "Ed448"),
    ])
  func certificates(kind: OpenSSLTool.KeyKind, key: String, signature: String) throws {
    let tool = try OpenSSLTool()
    let der = try tool.certificate(key: try tool.newKey(kind, named: "key"), subject: "/C=DE/CN=a", days: 90)
    let fields = fields(try FileView.of(der))
    #expect(fields["Public key"] == key)
    #expect(fields["Signed with"] == signature)
    #expect(fields["Subject"] == "CN=a, C=DE")
    let facts = try tool.run(
      ["x509", "-inform", "DER", "-noout", "-serial", "-fingerprint", "-sha256", "-dates", "-dateopt", "iso_8601"],
      input: der
    ).output.split(separator: "\n").map { String($0.split(separator: "=")[1]).replacing(" ", with: "T") }
    #expect(fields["Serial number"]?.replacing(":", with: "").uppercased() == facts[0])
    let fingerprint = fields["SHA-256"]?.replacing(":", with: "").uppercased()
    #expect(fingerprint == facts[1].replacing(":", with: ""))
    #expect(fields["Valid from"] == facts[2])
    #expect(fields["Valid until"] == facts[3] + " (90 days)")
  }

  @Test("of RSASSA-PSS names the digest", .enabled(if: OpenSSLTool.isAvailable))
  func pss() throws {
    let tool = try OpenSSLTool()
    let request = try tool.request(
      key: try tool.newKey(.rsa2048, named: "key"), subject: "/CN=a",
      options: ["-sha384", "-sigopt", "rsa_padding_mode:pss"])
    let fields = fields(try FileView.of(request))
    #expect(fields["Signed with"] == "RSASSA-PSS with SHA-384")
    #expect(fields["Signature"]?.hasPrefix("valid") == true)
  }

  @Test("leaves private keys out", .enabled(if: OpenSSLTool.isAvailable))
  func privateKeys() throws {
    let tool = try OpenSSLTool()
    let path = try tool.newKey(.p256, named: "key")
    let key = try #require(tool.folder.contents("key.pem"))
    let certificate = try tool.run(["req", "-new", "-x509", "-key", path, "-subj", "/CN=a"]).stdout
    let view = try FileView.of(key + certificate)
    #expect(view.hasPrefix("PRIVATE KEY (1 of 2), not shown\n\nCertificate (2 of 2)\n"))
    #expect(throws: RunProblem.self) { try FileView.of(key) }
  }

  @Test("ends with what the receiver throws")
  func receiver() {
    let stop = RunProblem(.interrupted, "enough")
    #expect(throws: stop) {
      try FileDescription.describe(path: FileDescriptionTests.folder + "/chain.pem") { _ throws in throw stop }
    }
  }

  /// The labelled lines of a view's first part.
  private func fields(_ view: String) -> [String: String] {
    var fields: [String: String] = [:]
    for line in view.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") && line.count > 17 {
      let label = line.dropFirst(2).prefix(15).reversed().drop { $0 == " " }.reversed()
      fields[String(label)] = String(line.dropFirst(17))
    }
    return fields
  }
}
