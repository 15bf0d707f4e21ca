import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite("Signing in a lane")
struct LaneSignerTests {
  @Test(
    "gives signatures that openssl verifies, message after message",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"), arguments: KeyAlgorithm.allCases)
  func openSSL(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    let signer = try key.makeSigner()
    let tool = try OpenSSLTool()
    let publicKey = try tool.folder.write(PEM.encode(key.publicKey.der, label: "PUBLIC KEY"), to: "public.pem")
    for (index, message) in [[0x61], [UInt8](repeating: 0x62, count: 5000), Array("abc".utf8)].enumerated() {
      let file = try tool.folder.write(message, to: "message\(index)")
      let signature = try tool.folder.write(try signer.sign(message), to: "signature\(index)")
      let digest: String? =
        switch algorithm {
        case .rsa2048, .rsa3072, .p256: "-sha256"
        case .rsa4096, .p384: "-sha384"
        case .p521: "-sha512"
        case .ed25519: nil
        }
      if let digest {
        try tool.run(["dgst", digest, "-verify", publicKey, "-signature", signature, file])
      } else {
        try tool.run([
          "pkeyutl", "-verify", "-pubin", "-inkey", publicKey, "-rawin", "-in", file, "-sigfile", signature,
        ])
      }
    }
  }

  @Test(
    "is verified by the key, and by nothing that differs", arguments: [KeyAlgorithm.rsa2048, .p256, .p521, .ed25519])
  func verification(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    let other = try KeyGenerator.make(algorithm)
    let message = Array("to be signed".utf8)
    let signature = try key.makeSigner().sign(message)

    func isValid(
      _ signature: [UInt8], _ message: [UInt8], _ key: KeyMaterial, _ algorithm: KeyAlgorithm
    ) throws -> Bool {
      try SignatureVerification.isValid(
        signature: signature, of: message, algorithm: algorithm.signatureAlgorithm, publicKey: key.publicKey)
    }

    #expect(try isValid(signature, message, key, algorithm))
    #expect(try !isValid(signature, message + [0], key, algorithm))
    #expect(try !isValid(signature, [], key, algorithm))
    #expect(try !isValid(signature, message, other, algorithm))
    #expect(try !isValid([], message, key, algorithm))
    #expect(try !isValid(Array(signature.dropLast()), message, key, algorithm))
    #expect(try !isValid(signature + [0], message, key, algorithm))
    for index in [0, signature.count / 2, signature.count - 1] {
      var changed = signature
      changed[index] ^= 0x01
      #expect(try !isValid(changed, message, key, algorithm))
    }
  }

  @Test("is refused where the algorithm is none of certmill's")
  func unsupported() throws {
    let key = try KeyGenerator.make(.p256)
    let sha1 = AlgorithmIdentifier(OID(1, 2, 840, 10045, 4, 1))
    #expect(
      throws: OpenSSLError(function: "verify", reasons: ["signature algorithm 1.2.840.10045.4.1 is not supported"])
    ) {
      try SignatureVerification.isValid(signature: [], of: [], algorithm: sha1, publicKey: key.publicKey)
    }
  }

  @Test("is deterministic with RSA and Ed25519, and fresh each time with ECDSA")
  func determinism() throws {
    for (algorithm, isDeterministic) in [(KeyAlgorithm.rsa2048, true), (.ed25519, true), (.p256, false)] {
      let key = try KeyGenerator.make(algorithm)
      let first = try key.makeSigner().sign([1, 2, 3])
      #expect((try key.makeSigner().sign([1, 2, 3]) == first) == isDeterministic)
    }
  }
}
