import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

/// Certificate requests that are made with keys of certmill, judged by the `openssl` command.
@Suite("A request that is signed by a method of the API", .enabled(if: OpenSSLTool.isAvailable))
struct KeyMethodTests {
  private static let rsa = Result { () throws(KeyError) in try KeyGenerator.make(.rsa2048) }

  /// What `openssl req` says of a request.
  private func verdict(_ key: KeyMaterial, _ method: SignatureMethod) throws -> String {
    let info = CertificationRequest.info(
      subject: try DistinguishedName(text: "CN=a b,O=A\\, B,C=DE"), publicKey: key.publicKey,
      altNames: [.dNSName("a.example")])
    let der = SignedStructure.der(
      signed: info, algorithm: method.algorithm, signature: try key.sign(info, by: method))
    let request = try CertificationRequest(der: der)
    #expect(try request.requestedAltNames() == [.dNSName("a.example")])
    let folder = try TemporaryFolder()
    let path = try folder.write(der, to: "request.der")
    let result = try Command.run("openssl", ["req", "-inform", "DER", "-in", path, "-noout", "-verify", "-text"])
    return result.output + result.errors
  }

  @Test(
    "by RSA verifies, with the padding and the digest that were asked for",
    arguments: SignatureMethod.RSAScheme.allCases, SignatureDigest.allCases)
  func rsa(scheme: SignatureMethod.RSAScheme, digest: SignatureDigest) throws {
    let text = try verdict(KeyMethodTests.rsa.get(), .rsa(scheme, digest))
    #expect(text.contains("verify OK") && text.contains("DNS:a.example"), "\(text)")
    #expect(text.contains("Signature Algorithm: rsassaPss") == (scheme == .pss))
    let name = digest.rawValue.lowercased().replacing("sha-", with: "sha")
    // What PSS has as a default is not written out by every tool.
    #expect(text.lowercased().contains(name) || (scheme == .pss && digest == .sha1), "\(text)")
  }

  @Test(
    "by ECDSA verifies on each curve", arguments: [KeyAlgorithm.p256, .p384, .p521],
    [SignatureDigest.sha1, .sha224, .sha256, .sha384, .sha512])
  func ecdsa(algorithm: KeyAlgorithm, digest: SignatureDigest) throws {
    let text = try verdict(KeyGenerator.make(algorithm), .ecdsa(digest))
    #expect(text.contains("verify OK"), "\(text)")
  }

  @Test("by Ed25519 verifies")
  func ed25519() throws {
    let text = try verdict(KeyGenerator.make(.ed25519), .ed25519)
    #expect(text.contains("verify OK") && text.contains("Signature Algorithm: ED25519"), "\(text)")
  }

  @Test("of another algorithm than the key's is none")
  func mismatch() throws {
    let key = try KeyMethodTests.rsa.get()
    #expect(!SignatureMethod.ecdsa(.sha256).fits(key.publicKey))
    #expect(SignatureMethod.rsa(.pss, .sha256).fits(key.publicKey))
    #expect(throws: OpenSSLError.self) { try key.sign([1], by: .ed25519) }
  }
}
