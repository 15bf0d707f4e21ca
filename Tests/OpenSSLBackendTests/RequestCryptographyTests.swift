import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite("Cryptography for deciding about requests")
struct RequestCryptographyTests {
  @Test(
    "key identifiers are those of openssl (RFC 5280 4.2.1.2 method 1)",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func keyIdentifiers() throws {
    let tool = try OpenSSLTool()
    let cryptography: any RequestCryptography = try LaneCryptography()
    for (kind, name) in [(OpenSSLTool.KeyKind.p256, "ec"), (.rsa2048, "rsa"), (.ed25519, "ed")] {
      let der = try tool.certificate(key: try tool.newKey(kind, named: name), subject: "/CN=a")
      let certificate = try Certificate(der: der)
      #expect(cryptography.keyIdentifier(of: certificate.tbs.publicKey) == certificate.tbs.subjectKeyIdentifier)
    }
  }

  @Test("digests and password hashes are those of their own tests")
  func passThrough() throws {
    let cryptography: any RequestCryptography = try LaneCryptography()
    #expect(cryptography.sha256(Array("abc".utf8)) == MessageDigest.sha256.of(Array("abc".utf8)))
    let hash = try cryptography.passwordHash("secret", logCost: 14)
    #expect(try cryptography.password("secret", matches: hash))
    #expect(try !cryptography.password("Secret", matches: hash))
  }

  @Test("serial numbers are drawn anew for each certificate and each attempt")
  func serialNumbers() throws {
    let source = RandomSerialNumbers()
    var seen: Set<[UInt8]> = []
    for attempt in 0..<300 {
      for id in ["a", "b"] {
        let octets = try source.randomOctets(forRequest: id, attempt: attempt)
        #expect(octets.count == 16 && seen.insert(octets).inserted)
      }
    }
  }
}
