import KeystoreFormats
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

/// OpenSSL and Java make PKCS#12 files and judge them.
@Suite("A PKCS#12 store", .enabled(if: OpenSSLTool.isAvailable)) struct PKCS12StoreTests {
  private static let password = "pässword 1"
  private let tool: OpenSSLTool
  private let key: String
  private let certificates: [[UInt8]]

  init() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "k")
    certificates = try ["/CN=one", "/CN=two", "/CN=three"].map { try tool.certificate(key: key, subject: $0) }
    (self.tool, self.key) = (tool, key)
    try tool.folder.write(PKCS12StoreTests.password.utf8, to: "password")
  }

  private func open(
    _ octets: [UInt8]?, password: String = password, managesKeys: Bool = false
  ) throws(StoreProblem) -> PKCS12Store {
    try PKCS12Store(octets, password: SecretOctets(copying: password.utf8), managesKeys: managesKeys)
  }

  private var passwordFile: String { "file:" + tool.folder.file("password") }

  /// What OpenSSL finds in a file: names and subjects of certificates, and whether there are keys.
  private func openssl(_ octets: [UInt8]) throws -> (names: [String], subjects: [String], keys: Int) {
    let path = try tool.folder.write(octets, to: "judged.p12")
    let text = try tool.run(["pkcs12", "-in", path, "-passin", passwordFile, "-nodes"]).output
    func values(_ prefix: String) -> [String] {
      text.split(separator: "\n").filter { $0.contains(prefix) }.map {
        String($0.split(separator: prefix, maxSplits: 1).last ?? "").trimming()
      }
    }
    return (values("friendlyName: "), values("subject="), text.split(separator: "BEGIN PRIVATE KEY").count - 1)
  }

  /// A file with a key, its certificate under `name`, and another certificate of the key.
  private func foreign(_ name: String, _ options: [String] = []) throws -> [UInt8] {
    let pem = try tool.folder.write(PEM.encode(certificates[0], label: "CERTIFICATE"), to: "own.pem")
    return try tool.run(
      ["pkcs12", "-export", "-inkey", key, "-in", pem, "-name", name, "-passout", passwordFile] + options
    ).stdout
  }

  private func keytool(_ octets: [UInt8]) throws -> String {
    let path = try tool.folder.write(octets, to: "java.p12")
    let listed = try Command.run(
      "keytool",
      ["-J-Dfile.encoding=UTF-8", "-list", "-keystore", path, "-storepass:file", tool.folder.file("password")])
    try #require(listed.status == 0, "\(listed.output)\(listed.errors)")
    return listed.output
  }

  @Test("that certmill makes is opened by OpenSSL, and gives the certificates back")
  func new() throws {
    let store = try open(nil)
    try store.put(certificates[0], under: "one")
    try store.put(certificates[1], under: "two")
    let judged = try openssl(store.octets())
    #expect(judged.names == ["one", "two"])
    #expect(judged.subjects == ["CN = one", "CN = two"])
    let again = try open(store.octets())
    #expect(try again.certificate(under: "two") == certificates[1])
    #expect(try again.certificate(under: "three") == nil)
    try again.put(certificates[2], under: "one")
    try again.remove("two")
    try again.remove("nothing")
    #expect(try openssl(again.octets()).subjects == ["CN = three"])
    try again.remove("one")
    #expect(try openssl(again.octets()).names == [])
  }

  @Test("lists its certificates as trusted ones in Java", .enabled(if: Command.isAvailable("keytool")))
  func java() throws {
    // keytool reads passwords as the platform's text.
    try tool.folder.write("password-1".utf8, to: "password")
    let store = try open(nil, password: "password-1")
    try store.put(certificates[0], under: "one")
    try store.put(certificates[1], under: "two")
    let lines = try keytool(store.octets()).split(separator: "\n").filter { $0.contains("trustedCertEntry") }
    #expect(lines.map { $0.prefix { $0 != "," } } == ["one", "two"])
  }

  @Test("keeps the entries and keys of others", arguments: [[], ["-keypbe", "NONE", "-certpbe", "NONE"]])
  func foreign(options: [String]) throws {
    var store = try open(foreign("Server", options))
    try store.put(certificates[1], under: "two")
    let judged = try openssl(store.octets())
    #expect(Set(judged.names) == ["Server", "two"] && judged.keys == 1)
    #expect(Set(judged.subjects) == ["CN = one", "CN = two"])
    #expect(throws: StoreProblem.keyEntry("server")) { try store.certificate(under: "server") }
    #expect(throws: StoreProblem.keyEntry("server")) { try store.remove("server") }
    #expect(throws: StoreProblem.keyEntry("server")) {
      try store.apply(StoreChange(alias: "server", replaced: certificates[0], certificate: certificates[1]))
    }
  }

  @Test("that Java made keeps its key and its trusted certificate", .enabled(if: Command.isAvailable("keytool")))
  func foreignJava() throws {
    try tool.folder.write("password-1".utf8, to: "password")
    let path = tool.folder.file("made.p12")
    let pem = try tool.folder.write(PEM.encode(certificates[0], label: "CERTIFICATE"), to: "own.pem")
    let common = ["-keystore", path, "-storetype", "PKCS12", "-storepass:file", tool.folder.file("password")]
    for arguments in [
      ["-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=s"],
      ["-importcert", "-noprompt", "-alias", "trusted", "-file", pem],
    ] {
      let made = try Command.run("keytool", arguments + common)
      try #require(made.status == 0, "\(made.output)")
    }
    let store = try open(tool.folder.contents("made.p12"), password: "password-1")
    #expect(try store.certificate(under: "trusted") == certificates[0])
    try store.put(certificates[1], under: "trusted")
    try store.put(certificates[2], under: "new")
    let text = try keytool(store.octets())
    #expect(text.contains("server, ") && text.contains("PrivateKeyEntry"))
    #expect(text.split(separator: "trustedCertEntry").count == 3)
    try tool.folder.write(store.octets(), to: "made.p12")
    let signed = try Command.run("keytool", ["-certreq", "-alias", "server"] + common)
    #expect(signed.status == 0, "\(signed.output)")
  }

  @Test("replaces the certificate of a key by another one of that key, where it manages keys")
  func keys() throws {
    let store = try open(foreign("server"), managesKeys: true)
    #expect(try store.certificate(under: "server") == certificates[0])
    try store.put(certificates[1], under: "server")
    let judged = try openssl(store.octets())
    #expect(judged.names == ["server", "server"] && judged.subjects == ["CN = two"] && judged.keys == 1)
    // OpenSSL finds the certificate of the key by their common identifier.
    let path = try tool.folder.write(store.octets(), to: "managed.p12")
    let own = try tool.run(["pkcs12", "-in", path, "-passin", passwordFile, "-clcerts", "-nokeys"]).output
    #expect(own.contains("CN = two"))
    let other = try tool.certificate(key: tool.newKey(.p256, named: "other"), subject: "/CN=other")
    #expect(throws: StoreProblem.keyEntry("server")) { try store.put(other, under: "server") }
    #expect(throws: StoreProblem.keyEntry("server")) { try store.remove("server") }
  }

  @Test("is refused with another password, cut, without integrity, or of another kind")
  func refusals() throws {
    let octets = try foreign("server")
    #expect(throws: StoreProblem.wrongPassword) { try open(octets, password: "wrong") }
    #expect(throws: StoreProblem.malformed("it is not PKCS#12")) { try open(Array(octets.dropLast())) }
    #expect(throws: StoreProblem.malformed("it is not PKCS#12")) { try open(octets + [0]) }
    #expect(throws: StoreProblem.malformed("it has no integrity check")) { try open(foreign("s", ["-nomac"])) }
    #expect(throws: StoreProblem.malformed("it is not PKCS#12")) { try open([]) }
  }
}

extension String {
  fileprivate func trimming() -> String { String(drop { $0 == " " }) }
}
