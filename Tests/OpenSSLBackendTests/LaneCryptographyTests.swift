import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

/// Requests with any public key and any signature.
private struct RequestForge {
  let tool: OpenSSLTool

  init() throws { tool = try OpenSSLTool() }

  /// A request that carries `publicKey`, signed with the key at a path.
  func request(
    publicKey: [UInt8], signedBy key: String, digest: String? = "sha256",
    algorithm: AlgorithmIdentifier = AlgorithmIdentifier(.ecdsaWithSHA256)
  ) throws -> CertificationRequest {
    var info = DERWriter()
    info.sequence {
      $0.integer(0)
      $0.raw(DistinguishedName.empty.der)
      $0.raw(publicKey)
      $0.constructed(.contextConstructed(0)) { _ in }
    }
    let signature = try tool.sign(info.bytes, key: key, digest: digest)
    return try CertificationRequest(
      der: SignedStructure.der(signed: info.bytes, algorithm: algorithm, signature: signature))
  }

  func ecKey(_ point: [UInt8], on curve: NamedCurve = .p256) -> [UInt8] {
    var parameters = DERWriter()
    curve.oid.write(to: &parameters)
    var key = DERWriter()
    key.sequence {
      AlgorithmIdentifier(.ecPublicKey, parameters: parameters.bytes).write(to: &$0)
      $0.bitString(point)
    }
    return key.bytes
  }

  func rsaKey(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
    var numbers = DERWriter()
    numbers.sequence {
      $0.positiveInteger(modulus)
      $0.positiveInteger(exponent)
    }
    var key = DERWriter()
    key.sequence {
      AlgorithmIdentifier(.rsaEncryption, parameters: AlgorithmIdentifier.nullParameters).write(to: &$0)
      $0.bitString(numbers.bytes)
    }
    return key.bytes
  }

  func point(of key: String) throws -> [UInt8] { try SubjectPublicKeyInfo(der: tool.publicKey(of: key)).keyOctets }
}

@Suite("Proof of possession", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
struct LaneCryptographyTests {
  @Test(
    "is accepted from every kind of key",
    arguments: [
      (OpenSSLTool.KeyKind.rsa2048, ["-sha256"]), (.rsa2048, ["-sha384"]), (.rsa2048, ["-sha512"]),
      (.rsa2048, ["-sha256", "-sigopt", "rsa_padding_mode:pss"]), (.p256, ["-sha256"]), (.p256, ["-sha512"]),
      (.p384, ["-sha384"]), (.p521, ["-sha512"]), (.secp256k1, ["-sha256"]), (.ed25519, []), (.ed448, []),
    ])
  func valid(kind: OpenSSLTool.KeyKind, options: [String]) throws {
    let forge = try RequestForge()
    let key = try forge.tool.newKey(kind, named: "key")
    let cryptography = try LaneCryptography()
    for subject in ["/CN=a", "/CN=b"] {
      let der = try forge.tool.request(key: key, subject: subject, options: options)
      #expect(cryptography.verifyProof(of: try CertificationRequest(der: der)) == .valid)
      for offset in [1, 2, 20] {
        var changed = der
        changed[der.count - offset] ^= 0x01
        guard let request = try? CertificationRequest(der: changed) else { continue }
        #expect(cryptography.verifyProof(of: request) != .valid)
      }
    }
  }

  @Test(
    "is judged right when keys change from request to request", arguments: [OpenSSLTool.KeyKind.p256, .p384, .p521])
  func changingKeys(kind: OpenSSLTool.KeyKind) throws {
    let forge = try RequestForge()
    let keys = try ["a", "b"].map { try forge.tool.newKey(kind, named: $0) }
    let publicKeys = try keys.map { try forge.tool.publicKey(of: $0) }
    let cryptography = try LaneCryptography()
    for _ in 0..<2 {
      for (carried, signer) in [(0, 0), (1, 1), (0, 1), (1, 0), (0, 0)] {
        let request = try forge.request(publicKey: publicKeys[carried], signedBy: keys[signer])
        #expect(cryptography.verifyProof(of: request) == (carried == signer ? .valid : .invalid))
      }
    }
  }

  @Test(
    "is judged right after a point that is none",
    arguments: [
      "off the curve", "too short", "too long", "coordinates beyond the field", "of another curve", "all zero",
    ])
  func badPoints(fault: String) throws {
    let forge = try RequestForge()
    let keys = try ["a", "b"].map { try forge.tool.newKey(.p256, named: $0) }
    let good = try keys.map { try forge.request(publicKey: forge.tool.publicKey(of: $0), signedBy: $0) }
    var point = try forge.point(of: keys[0])
    switch fault {
    case "off the curve": point[64] ^= 0x01
    case "too short": point.removeLast()
    case "too long": point.append(0x00)
    case "coordinates beyond the field": point = [0x04] + [UInt8](repeating: 0xFF, count: 64)
    case "of another curve": point = try forge.point(of: forge.tool.newKey(.secp256k1, named: "k"))
    default: point = [0x04] + [UInt8](repeating: 0x00, count: 64)
    }
    let bad = try forge.request(publicKey: forge.ecKey(point), signedBy: keys[0])
    let cryptography = try LaneCryptography()
    // First of all, after the key that signed it, after another key, and twice in a row.
    for (request, isGood) in [
      (bad, false), (good[0], true), (bad, false), (good[1], true), (bad, false), (bad, false), (good[0], true),
      (good[1], true),
    ] {
      #expect((cryptography.verifyProof(of: request) == .valid) == isGood)
    }
  }

  @Test("is judged right when points are at infinity, compressed or hybrid")
  func pointForms() throws {
    let forge = try RequestForge()
    let keys = try ["a", "b"].map { try forge.tool.newKey(.p256, named: $0) }
    let good = try keys.map { try forge.request(publicKey: forge.tool.publicKey(of: $0), signedBy: $0) }
    let point = try forge.point(of: keys[0])
    let parity = point[64] & 1
    let compressed = [2 + parity] + point[1...32]
    let hybrid = [6 + parity] + point[1...]
    let cases: [(point: [UInt8], isGood: Bool)] = [
      ([0x00], false), ([], false), ([0x04], false), (compressed, true), ([3 - parity] + point[1...32], false),
      (hybrid, true), ([7 - parity] + point[1...], false), ([0x05] + point[1...], false),
    ]
    let cryptography = try LaneCryptography()
    for (point, isGood) in cases {
      let odd = try forge.request(publicKey: forge.ecKey(point), signedBy: keys[0])
      let stolen = try forge.request(publicKey: forge.ecKey(point), signedBy: keys[1])
      for (request, isValid) in [
        (odd, isGood), (good[1], true), (stolen, false), (good[0], true), (odd, isGood), (good[1], true),
      ] {
        #expect((cryptography.verifyProof(of: request) == .valid) == isValid, "\(point.prefix(2))")
      }
    }
  }

  @Test("is of the algorithm that the key is of")
  func algorithmAndKey() throws {
    let forge = try RequestForge()
    let ec = try forge.tool.newKey(.p256, named: "ec")
    let rsa = try forge.tool.newKey(.rsa2048, named: "rsa")
    let null = AlgorithmIdentifier.nullParameters
    let cryptography = try LaneCryptography()
    for (carried, signer, algorithm) in [
      (ec, ec, AlgorithmIdentifier(.sha256WithRSA, parameters: null)),
      (rsa, rsa, AlgorithmIdentifier(.ecdsaWithSHA256)),
      (ec, ec, AlgorithmIdentifier(.ed25519)), (rsa, rsa, AlgorithmIdentifier(.ed25519)),
      (ec, ec, AlgorithmIdentifier(OID(1, 2, 3))), (rsa, rsa, AlgorithmIdentifier(OID(1, 2, 3), parameters: null)),
    ] {
      let request = try forge.request(
        publicKey: forge.tool.publicKey(of: carried), signedBy: signer, algorithm: algorithm)
      #expect(cryptography.verifyProof(of: request) == .unsupportedAlgorithm, "\(algorithm.oid)")
    }
    // The right kind, another digest than the signature's.
    let request = try forge.request(
      publicKey: forge.tool.publicKey(of: ec), signedBy: ec, algorithm: AlgorithmIdentifier(.ecdsaWithSHA384))
    #expect(cryptography.verifyProof(of: request) == .invalid)
  }

  @Test(
    "is not accepted from RSA keys that are none",
    arguments: [
      ([], [1, 0, 1]), ([1], [1, 0, 1]), ([3], [3]), ([UInt8](repeating: 0xFE, count: 256), [1, 0, 1]),
      ([UInt8](repeating: 0xFF, count: 256), []), ([UInt8](repeating: 0xFF, count: 256), [2]),
      ([UInt8](repeating: 0xFF, count: 256), [UInt8](repeating: 0xFF, count: 256)),
      ([UInt8](repeating: 0xFF, count: 2049), [1, 0, 1]),
    ] as [([UInt8], [UInt8])])
  func badModuli(modulus: [UInt8], exponent: [UInt8]) throws {
    let forge = try RequestForge()
    let key = try forge.tool.newKey(.rsa2048, named: "key")
    let algorithm = AlgorithmIdentifier(.sha256WithRSA, parameters: AlgorithmIdentifier.nullParameters)
    let good = try forge.request(publicKey: forge.tool.publicKey(of: key), signedBy: key, algorithm: algorithm)
    let bad = try forge.request(
      publicKey: forge.rsaKey(modulus: modulus, exponent: exponent), signedBy: key, algorithm: algorithm)
    let cryptography = try LaneCryptography()
    for (request, isGood) in [(bad, false), (good, true), (bad, false)] {
      #expect((cryptography.verifyProof(of: request) == .valid) == isGood)
    }
  }
}

@Suite(
  "Proof of possession in the corpora", .enabled(if: SharedFolder.corpora("csr-good") != nil, "needs ../shared/corpora")
)
struct ProofCorpusTests {
  /// The requests of a corpus that certmill reads; what it does not read is the business of the reader's tests.
  private static func requests(_ names: [String]) -> [(name: String, request: CertificationRequest)] {
    names.flatMap { Corpus.files($0) }.compactMap { file in
      let der =
        PEM.isPresent(in: file.octets)
        ? try? PEM.decodeSingle(file.octets, labels: ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]) : file.octets
      return der.flatMap { try? CertificationRequest(der: $0) }.map { (file.name, $0) }
    }
  }

  @Test("is valid in all good requests, in one lane and in any order")
  func good() throws {
    let requests = ProofCorpusTests.requests(["csr-good", "csr-made-good"])
    #expect(requests.count > 80)
    let cryptography = try LaneCryptography()
    for (name, request) in requests + requests.reversed() {
      #expect(cryptography.verifyProof(of: request) == .valid, "\(name)")
    }
  }

  @Test("is never valid in requests whose signature is bad, between good ones")
  func bad() throws {
    let bad = ProofCorpusTests.requests(["csr-bad-signature", "csr-made-badsig", "csr-algorithm-not-in-openssl30"])
    let good = ProofCorpusTests.requests(["csr-good"])
    #expect(bad.count > 40)
    let cryptography = try LaneCryptography()
    for (index, (name, request)) in bad.enumerated() {
      #expect(cryptography.verifyProof(of: request) != .valid, "\(name)")
      let (neighbour, next) = good[index % good.count]
      #expect(cryptography.verifyProof(of: next) == .valid, "\(neighbour) after \(name)")
    }
  }

  @Test("agrees with openssl in all that policy decides", .enabled(if: OpenSSLTool.isAvailable))
  func policy() throws {
    let cryptography = try LaneCryptography()
    for (name, request) in ProofCorpusTests.requests([
      "csr-odd", "csr-weak-sigalg", "csr-made-policy", "csr-made-encoding",
    ]) {
      let status = try Command.run("openssl", ["req", "-inform", "DER", "-noout", "-verify"], input: request.der)
      #expect((cryptography.verifyProof(of: request) == .valid) == status.errors.contains("verify OK"), "\(name)")
    }
  }
}
