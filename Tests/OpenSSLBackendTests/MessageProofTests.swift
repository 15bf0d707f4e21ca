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

  @Test("is that of an algorithm that fits the key")
  func foreignAlgorithm() throws {
    let key = try KeyGenerator.make(.ed25519)
    let input = SigningKeyProof(
      input: nil, algorithm: AlgorithmIdentifier(.ecdsaWithSHA256), signature: [UInt8](repeating: 1, count: 64))
    var template = DERWriter()
    template.sequence {
      $0.sequence {
        $0.sequence {
          $0.integer(0)
          $0.sequence {
            $0.constructed(.contextConstructed(5)) { $0.raw(DistinguishedName.empty.der) }
            $0.raw([0xA6] + key.publicKey.der.dropFirst())
          }
        }
      }
    }
    let message = try CertificateRequestMessage(der: template.bytes)
    #expect(try LaneCryptography().verifyProof(input, of: message) == .unsupportedAlgorithm)
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
