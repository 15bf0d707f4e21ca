import PKIModel
import Testing

@testable import OpenSSLBackend

@Suite("Verifying many signatures of one key")
struct SignatureVerifierTests {
  @Test("says what a verification of its own would say", arguments: [KeyAlgorithm.rsa2048, .p256, .p384, .ed25519])
  func equalsSingle(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    let signer = try key.makeSigner()
    let verifier = try SignatureVerifier(publicKey: key.publicKey, algorithm: key.signatureAlgorithm)
    for index in 0..<6 {
      let message = [UInt8](repeating: UInt8(index), count: 100)
      var signature = try signer.sign(message)
      // A bad one between good ones must not harm the next.
      if index % 2 == 1 { signature[signature.count / 2] ^= 1 }
      let isValid = try message.withUnsafeBytes { try verifier.isValid(signature: signature, of: $0) }
      #expect(isValid == (index % 2 == 0))
      let single = try SignatureVerification.isValid(
        signature: signature, of: message, algorithm: key.signatureAlgorithm, publicKey: key.publicKey)
      #expect(isValid == single)
    }
  }
}
