import KeystoreFormats
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

/// Java's own program makes keystores and judges them.
@Suite("A JKS keystore", .enabled(if: Command.isAvailable("keytool") && OpenSSLTool.isAvailable))
struct JavaKeystoreTests {
  private static let password = "changeit"
  private let tool: OpenSSLTool
  private let certificates: [[UInt8]]

  init() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "k")
    certificates = try ["/CN=one", "/CN=two", "/CN=three"].map { try tool.certificate(key: key, subject: $0) }
    self.tool = tool
  }

  private func digest(_ password: String) -> ([UInt8]) -> [UInt8] {
    { MessageDigest.sha1.of(password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + $0) }
  }

  private func open(_ octets: [UInt8]?, password: String = password) throws(StoreProblem) -> JavaKeystore {
    try JavaKeystore(octets, creation: UTCInstant(seconds: 1_790_000_000), digest: digest(password))
  }

  private func keytool(_ arguments: [String]) throws -> Command.Result {
    try Command.run("keytool", arguments + ["-storepass", JavaKeystoreTests.password])
  }

  /// `alias → kind of entry` as Java lists them.
  private func list(_ octets: [UInt8]) throws -> [String: String] {
    let path = try tool.folder.write(octets, to: "listed.jks")
    let listed = try keytool(["-list", "-keystore", path, "-storetype", "JKS"])
    try #require(listed.status == 0, "\(listed.output)\(listed.errors)")
    let lines = listed.output.split(separator: "\n").filter { $0.contains("Entry") }
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: ", ").map(String.init)
        return (parts[0], parts[parts.count - 1].filter { $0.isLetter })
      })
  }

  @Test("that certmill makes is listed by keytool, and gives the certificates back")
  func new() throws {
    var store = try open(nil)
    store.put(certificates[0], under: "one")
    store.put(certificates[1], under: "two-2.x")
    #expect(try list(store.octets) == ["one": "trustedCertEntry", "two-2.x": "trustedCertEntry"])
    let path = try tool.folder.write(store.octets, to: "new.jks")
    let exported = try keytool(["-exportcert", "-keystore", path, "-alias", "one"])
    #expect(exported.stdout == certificates[0])
    #expect(try open(store.octets).certificate(under: "two-2.x") == certificates[1])
  }

  @Test("that keytool made keeps its entries; a private key and its certificate are not touched")
  func foreign() throws {
    let path = tool.folder.file("foreign.jks")
    let made = try keytool([
      "-genkeypair", "-keystore", path, "-storetype", "JKS", "-alias", "Server", "-keyalg", "EC", "-dname", "CN=s",
      "-keypass", JavaKeystoreTests.password,
    ])
    try #require(made.status == 0, "\(made.output)")
    let before = try #require(tool.folder.contents("foreign.jks"))
    var store = try open(before)
    #expect(store.octets == before)
    store.put(certificates[0], under: "one")
    store.put(certificates[1], under: "one")
    #expect(throws: StoreProblem.keyEntry("server")) { try store.certificate(under: "server") }
    let change = StoreChange(alias: "server", replaced: nil, certificate: certificates[0])
    #expect(throws: StoreProblem.keyEntry("server")) { try store.apply(change) }
    #expect(try list(store.octets) == ["server": "PrivateKeyEntry", "one": "trustedCertEntry"])
    try tool.folder.write(store.octets, to: "foreign.jks")
    let signed = try keytool(["-certreq", "-keystore", path, "-alias", "server"])
    #expect(signed.status == 0, "the private key still opens: \(signed.output)")
    store.remove("one")
    #expect(store.octets == before)
  }

  @Test("is refused with another password, cut, or of another kind")
  func refusals() throws {
    var store = try open(nil)
    store.put(certificates[0], under: "one")
    let octets = store.octets
    #expect(throws: StoreProblem.wrongPassword) { try open(octets, password: "wrong") }
    #expect(throws: StoreProblem.wrongPassword) { try open(Array(octets.dropLast())) }
    #expect(throws: StoreProblem.malformed("it is not a JKS keystore of version 2")) { try open([0x30, 0x00]) }
    // A right digest over a wrong count.
    var content = Array(octets.dropLast(20))
    content[11] = 2
    let forged = content + digest(JavaKeystoreTests.password)(Array("Mighty Aphrodite".utf8) + content)
    #expect(throws: StoreProblem.malformed("it ends within an entry, or goes on behind the last one")) {
      try open(forged)
    }
  }
}
