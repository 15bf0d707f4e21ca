import COpenSSL
import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite(
  "Several signatures at once",
  .enabled(if: (try? MultiBufferLibrary()) != nil, "needs libcrypto_mb.so.11 and AVX512-IFMA"))
struct MultiBufferSignerTests {
  private let library: MultiBufferLibrary

  init() throws {
    library = try MultiBufferLibrary()
  }

  @Test(
    "are what OpenSSL verifies, each over its own message",
    arguments: [KeyAlgorithm.p256, .p384, .rsa2048, .rsa3072, .rsa4096], [4, 8, 13])
  func verified(algorithm: KeyAlgorithm, count: Int) throws {
    let key = try KeyGenerator.make(algorithm)
    let verifier = try SignatureVerifier(publicKey: key.publicKey, algorithm: key.signatureAlgorithm)
    let messages = (0..<count).map { Array("message \($0)".utf8) }
    let signatures = try key.makeSigner(multiBuffer: library).sign(messages).map { try $0.get() }
    #expect(signatures.count == count)
    for (index, signature) in signatures.enumerated() {
      #expect(try verifier.isValid(signature: signature, of: messages[index]))
      #expect(try !verifier.isValid(signature: signature, of: messages[(index + 1) % count]))
    }
  }

  @Test(
    "are octet for octet OpenSSL's where the algorithm leaves nothing to chance",
    arguments: [KeyAlgorithm.rsa2048, .rsa3072, .rsa4096])
  func deterministic(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    var random = SplitMix(seed: 5)
    let messages = (0..<8).map { number in (0..<(number * 97)).map { _ in UInt8.random(in: 0...255, using: &random) } }
    let signer = try key.makeSigner()
    #expect(
      try key.makeSigner(multiBuffer: library).sign(messages).map { try $0.get() }
        == messages.map { try signer.sign($0) })
  }

  @Test("never have a nonce twice, not for one message either", arguments: [KeyAlgorithm.p256, .p384])
  func nonces(algorithm: KeyAlgorithm) throws {
    let signer = try KeyGenerator.make(algorithm).makeSigner(multiBuffer: library)
    let message = Array("the same".utf8)
    let signatures = try (0..<32).flatMap { _ in
      try signer.sign([[UInt8]](repeating: message, count: 8)).map { try $0.get() }
    }
    // The first number is the nonce's point.
    #expect(Set(signatures.map { $0.prefix($0.count / 2) }).count == signatures.count)
  }

  @Test(
    "are made together in groups, and what is left over by OpenSSL",
    arguments: [KeyAlgorithm.p256, .p384, .rsa2048, .rsa3072, .rsa4096],
    [(3, 0), (4, 4), (8, 8), (11, 8), (13, 13)])
  func groups(algorithm: KeyAlgorithm, counts: (all: Int, together: Int)) throws {
    let signer = try KeyGenerator.make(algorithm).makeSigner(multiBuffer: library)
    let made = signer.signedTogether((0..<counts.all).map { [UInt8($0)] })
    #expect(made.map { $0 != nil } == (0..<counts.all).map { $0 < counts.together })
  }

  @Test("of RSA keys are OpenSSL's where one half of the library's operation goes wrong")
  func fault() throws {
    let key = try KeyGenerator.make(.rsa2048)
    let faulty = try KeyMaterial(privateKey: withOtherExponent(key))
    let signer = try faulty.makeSigner(multiBuffer: library)
    let messages = (0..<8).map { [UInt8($0)] }
    #expect(signer.signedTogether(messages) == [[UInt8]?](repeating: nil, count: 8))
    let verifier = try SignatureVerifier(publicKey: key.publicKey, algorithm: key.signatureAlgorithm)
    for (message, signature) in zip(messages, signer.sign(messages)) {
      #expect(try verifier.isValid(signature: signature.get(), of: message))
    }
  }

  /// The key with one bit of dP another; OpenSSL, which looks at what it makes, signs with d instead.
  private func withOtherExponent(_ key: KeyMaterial) throws -> SecretOctets {
    let context: Owned<LibraryContext> = try Owned(OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
    let made = try key.makeKey(in: context.pointer)
    var octets = try PrivateKeyEncoding.privateKeyInfo(made.pointer).withBytes { [UInt8]($0) }
    var info = DERReader(octets)
    var fields = try info.enter(.sequence)
    _ = try fields.next(.integer)
    _ = try fields.algorithmIdentifier()
    let start = try fields.next(.octetString).contents.lowerBound
    var inner = DERReader(Array(octets[start...]))
    var numbers = try inner.enter(.sequence)
    // version, n, e, d, p, q (RFC 8017 A.1.2)
    for _ in 0..<6 { _ = try numbers.next(.integer) }
    octets[start + (try numbers.next(.integer).contents.upperBound) - 1] ^= 2
    return SecretOctets(copying: octets)
  }

  @Test("are OpenSSL's where the library has nothing for the key", arguments: [KeyAlgorithm.p521, .ed25519])
  func otherKeys(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    let messages = (0..<8).map { [UInt8($0)] }
    #expect(try key.makeSigner(multiBuffer: library).signedTogether(messages) == [[UInt8]?](repeating: nil, count: 8))
    let verifier = try SignatureVerifier(publicKey: key.publicKey, algorithm: key.signatureAlgorithm)
    for (message, signature) in zip(messages, try key.makeSigner(multiBuffer: library).sign(messages)) {
      #expect(try verifier.isValid(signature: signature.get(), of: message))
    }
  }
}

@Suite("Nonces of ECDSA signatures")
struct ECDSANoncesTests {
  private let key = SecretOctets(copying: [UInt8](repeating: 7, count: 32))

  @Test("differ for different messages even where the random generator is stuck")
  func stuckGenerator() throws {
    let nonces = ECDSANonces(curve: .p256, key: key) { place, count in place.update(repeating: 1, count: count) }
    let first = try nonce(from: nonces, digest: 1)
    #expect(try nonce(from: nonces, digest: 1) == first)
    #expect(try nonce(from: nonces, digest: 2) != first)
    let other = ECDSANonces(curve: .p256, key: SecretOctets(copying: [UInt8](repeating: 8, count: 32))) {
      place, count in place.update(repeating: 1, count: count)
    }
    #expect(try nonce(from: other, digest: 1) != first)
  }

  @Test("differ for one message where the random generator works")
  func workingGenerator() throws {
    var random = SplitMix(seed: 3)
    let nonces = ECDSANonces(curve: .p256, key: key) { place, count in
      for index in 0..<count { place[index] = UInt8.random(in: 0...255, using: &random) }
    }
    let made = try (0..<500).map { _ in try nonce(from: nonces, digest: 1) }
    #expect(Set(made).count == made.count)
    #expect(made.allSatisfy { $0.lexicographicallyPrecedes(MultiBufferCurve.p256.order) })
  }

  @Test("are not made where there is nothing random")
  func brokenGenerator() {
    let nonces = ECDSANonces(curve: .p256, key: key) { _, _ throws(OpenSSLError) in
      throw OpenSSLError(function: "random", reasons: [])
    }
    #expect(throws: OpenSSLError.self) { try nonce(from: nonces, digest: 1) }
  }

  private func nonce(from nonces: ECDSANonces, digest: UInt8) throws -> [UInt8] {
    var number = [UInt8](repeating: 0, count: 32)
    try nonces.write(to: &number, for: [UInt8](repeating: digest, count: 32))
    return number
  }
}
