import DERCoding
import TestSupport
import Testing

@testable import OpenSSLBackend
@testable import PKIModel

@Suite("Proof of possession in CRMF requests")
struct MessageProofTests {
  private func outcome(_ message: CertificateRequestMessage, _ cryptography: LaneCryptography) -> ProofOutcome? {
    guard case .signature(let proof) = message.proof else { return nil }
    return cryptography.verifyProof(proof, of: message)
  }

  @Test(
    "is valid where openssl made it, and not when a bit of it is changed",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"),
    arguments: [OpenSSLTool.KeyKind.p256, .p384, .rsa2048, .ed25519, .secp256k1])
  func ofOpenSSL(kind: OpenSSLTool.KeyKind) throws {
    let tool = try OpenSSLTool()
    let cryptography = try LaneCryptography()
    let der = try tool.requestMessage(
      key: try tool.newKey(kind, named: "key"), subject: "/CN=www.example.org", altNames: "www.example.org")
    let message = try CertificateRequestMessage(der: der)
    #expect(outcome(message, cryptography) == .valid)
    for place in [message.requestRange.lowerBound + 20, message.requestRange.upperBound - 1, der.count - 1] {
      var changed = der
      changed[place] ^= 1
      guard let forged = try? CertificateRequestMessage(der: changed) else { continue }
      #expect(outcome(forged, cryptography) != .valid, "octet \(place)")
    }
    #expect(outcome(message, cryptography) == .valid, "and still, in the same lane")
  }

  /// A request for a key, with a proof that says nothing.
  private func message(publicKey: [UInt8]) throws -> CertificateRequestMessage {
    var writer = DERWriter()
    writer.sequence {
      $0.sequence {
        $0.sequence {
          $0.integer(0)
          $0.sequence {
            $0.constructed(.contextConstructed(5)) { $0.raw(DistinguishedName.empty.der) }
            $0.raw([0xA6] + publicKey.dropFirst())
          }
        }
      }
    }
    return try CertificateRequestMessage(der: writer.bytes)
  }

  @Test("is that of an algorithm that fits the key")
  func foreignAlgorithm() throws {
    let message = try message(publicKey: try KeyGenerator.make(.ed25519).publicKey.der)
    let proof = SigningKeyProof(
      input: nil, algorithm: AlgorithmIdentifier(.ecdsaWithSHA256), signature: [UInt8](repeating: 1, count: 64))
    #expect(try LaneCryptography().verifyProof(proof, of: message) == .unsupportedAlgorithm)
  }

  /// RSASSA-PSS-params: SHA-256, MGF1 with SHA-256, a salt of 32 octets (RFC 4055 3.1).
  private static let pssParameters = Hex.decode(
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120")

  @Test("may be RSASSA-PSS", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func pss() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.rsa2048, named: "key")
    let message = try message(publicKey: try tool.publicKey(of: key))
    let path = try tool.folder.write(message.der[message.requestRange], to: "request")
    let options = ["rsa_padding_mode:pss", "rsa_pss_saltlen:32"].flatMap { ["-sigopt", $0] }
    var signature = try tool.run(["dgst", "-sha256", "-sign", key, "-binary"] + options + [path]).stdout
    let algorithm = AlgorithmIdentifier(.rsassaPSS, parameters: MessageProofTests.pssParameters)
    let cryptography = try LaneCryptography()
    let good = SigningKeyProof(input: nil, algorithm: algorithm, signature: signature)
    #expect(cryptography.verifyProof(good, of: message) == .valid)
    signature[100] ^= 1
    let bad = SigningKeyProof(input: nil, algorithm: algorithm, signature: signature)
    #expect(cryptography.verifyProof(bad, of: message) != .valid)
    let nameless = SigningKeyProof(input: nil, algorithm: AlgorithmIdentifier(.rsassaPSS), signature: good.signature)
    #expect(cryptography.verifyProof(nameless, of: message) != .valid)
  }

  @Test("needs a key that is one", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func soundKeys() throws {
    let tool = try OpenSSLTool()
    let cryptography = try LaneCryptography()
    for (kind, name) in [(OpenSSLTool.KeyKind.p256, "ec"), (.rsa2048, "rsa"), (.ed25519, "ed")] {
      let der = try tool.publicKey(of: try tool.newKey(kind, named: name))
      #expect(cryptography.isSound(try SubjectPublicKeyInfo(der: der)), "\(name)")
      guard kind == .p256 else { continue }
      var beside = der
      beside[der.count - 1] ^= 1
      #expect(!cryptography.isSound(try SubjectPublicKeyInfo(der: beside)))
    }
  }

  @Test(
    "is valid in the good requests of the corpora and in no bad one",
    .enabled(if: SharedFolder.corpora("crmf-good") != nil, "needs ../shared/corpora"))
  func corpora() throws {
    let cryptography = try LaneCryptography()
    var counts = (good: 0, bad: 0)
    for file in Corpus.files("crmf-good", "crmf-made-good") {
      guard let message = try? CertificateRequestMessage(der: file.octets) else { continue }
      #expect(outcome(message, cryptography) == .valid, "\(file)")
      counts.good += 1
    }
    for file in Corpus.files("crmf-bad-pop", "crmf-made-bad") {
      guard let message = try? CertificateRequestMessage(der: file.octets) else { continue }
      #expect(outcome(message, cryptography) != .valid, "\(file)")
      counts.bad += 1
    }
    #expect(counts.good == 14 && counts.bad > 50, "\(counts)")
  }
}
