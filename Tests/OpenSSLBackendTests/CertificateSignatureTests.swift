@testable import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite("Signatures of certificates", .enabled(if: OpenSSLTool.isAvailable))
struct CertificateSignatureTests {
  @Test(
    "are those of the key that openssl signed with, and of no other",
    arguments: [
      OpenSSLTool.KeyKind.p256, .p384, .rsa2048, .ed25519, .ed448, .secp256k1,
    ])
  func signer(kind: OpenSSLTool.KeyKind) throws {
    let tool = try OpenSSLTool()
    let cryptography = try LaneCryptography()
    let der = try tool.certificate(key: try tool.newKey(kind, named: "key"), subject: "/CN=a")
    let certificate = try Certificate(der: der)
    let key = certificate.tbs.publicKey
    #expect(cryptography.verifySignature(of: certificate, by: key) == .valid)
    let twin = try SubjectPublicKeyInfo(der: tool.publicKey(of: tool.newKey(kind, named: "twin")))
    #expect(cryptography.verifySignature(of: certificate, by: twin) == .invalid)
    var changed = der
    // An octet of the subject's text, the last in front of the key.
    let place = try #require(changed[...].range(ofOctets: key.der)).lowerBound - 1
    changed[place] ^= 1
    #expect(cryptography.verifySignature(of: try Certificate(der: changed), by: key) == .invalid)
  }
}
