import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Public keys")
struct SubjectPublicKeyInfoTests {
  private func info(_ algorithm: AlgorithmIdentifier, _ key: [UInt8]) throws -> SubjectPublicKeyInfo {
    var writer = DERWriter()
    writer.sequence {
      algorithm.write(to: &$0)
      $0.bitString(key)
    }
    return try SubjectPublicKeyInfo(der: writer.bytes)
  }

  private static let null = AlgorithmIdentifier.nullParameters

  @Test(
    "of openssl are recognised with their sizes", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"),
    arguments: [
      (OpenSSLTool.KeyKind.rsa2048, 2048), (.p256, 256), (.p384, 384), (.p521, 521), (.ed25519, 256), (.ed448, 456),
    ])
  func openSSL(kind: OpenSSLTool.KeyKind, bits: Int) throws {
    let tool = try OpenSSLTool()
    let der = try tool.publicKey(of: try tool.newKey(kind, named: "key"))
    let key = try SubjectPublicKeyInfo(der: der)
    #expect(key.der == der)
    #expect(key.bits == bits)
    switch (kind, key.kind) {
    case (.rsa2048, .rsa(let modulus, let exponent)): #expect(modulus.count == 256 && exponent == [1, 0, 1])
    case (.p256, .ec(.p256)), (.p384, .ec(.p384)), (.p521, .ec(.p521)), (.ed25519, .ed25519), (.ed448, .ed448): break
    default: Issue.record("\(kind) is taken for \(key.kind)")
    }
  }

  @Test("on curves without a name here keep their curve's identifier and have no size")
  func unknownCurve() throws {
    // secp256k1
    let curve = OID(1, 3, 132, 0, 10)
    var writer = DERWriter()
    curve.write(to: &writer)
    let key = try info(AlgorithmIdentifier(.ecPublicKey, parameters: writer.bytes), [0x04, 0x01])
    #expect(key.kind == .ec(NamedCurve(curve)))
    #expect(NamedCurve(curve).name == "1.3.132.0.10" && NamedCurve(curve).fieldOctets == nil)
    #expect(key.bits == nil)
  }

  @Test(
    "that are malformed or of other kinds are of no kind that a profile could allow",
    arguments: [
      (AlgorithmIdentifier(.ecPublicKey), [0x04]), (AlgorithmIdentifier(.ecPublicKey, parameters: null), [0x04]),
      (AlgorithmIdentifier(.ecPublicKey, parameters: [0x30, 0x00]), [0x04]),
      (AlgorithmIdentifier(.ed25519), [UInt8](repeating: 1, count: 31)),
      (AlgorithmIdentifier(.ed25519), [UInt8](repeating: 1, count: 33)),
      (AlgorithmIdentifier(.ed25519, parameters: null), [UInt8](repeating: 1, count: 32)),
      (AlgorithmIdentifier(.ed448), [UInt8](repeating: 1, count: 56)),
      (
        AlgorithmIdentifier(.rsaEncryption, parameters: [0x30, 0x00]), [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03]
      ),
      (AlgorithmIdentifier(.rsaEncryption, parameters: null), []),
      (AlgorithmIdentifier(.rsaEncryption, parameters: null), [0x30, 0x03, 0x02, 0x01, 0x05]),
      (AlgorithmIdentifier(.rsaEncryption, parameters: null), [0x30, 0x06, 0x02, 0x01, 0x85, 0x02, 0x01, 0x03]),
      (AlgorithmIdentifier(.rsaEncryption, parameters: null), [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x83]),
      (AlgorithmIdentifier(.rsaEncryption, parameters: null), [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03, 0x00]),
      (
        AlgorithmIdentifier(.rsaEncryption, parameters: null),
        [0x30, 0x09, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03, 0x02, 0x01, 0x01]
      ),
      (
        AlgorithmIdentifier(.rsaEncryption, parameters: null),
        [0x30, 0x07, 0x02, 0x02, 0x00, 0x05, 0x02, 0x01, 0x03]
      ),
      (AlgorithmIdentifier(.rsassaPSS), [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03]),
      (AlgorithmIdentifier(OID(1, 2, 840, 10040, 4, 1)), [0x02, 0x01, 0x05]),
    ] as [(AlgorithmIdentifier, [UInt8])])
  func other(algorithm: AlgorithmIdentifier, key: [UInt8]) throws {
    let info = try info(algorithm, key)
    #expect(info.kind == .other)
    #expect(info.bits == nil)
  }

  @Test("count the bits of a modulus, not of its octets")
  func modulusBits() throws {
    for (modulus, bits) in [([0x00, 0x80], 8), ([0x7F], 7), ([0x01, 0x00], 9), ([0x00], 0)] as [([UInt8], Int)] {
      var key = DERWriter()
      key.sequence {
        $0.element(.integer, modulus)
        $0.integer(3)
      }
      let algorithm = AlgorithmIdentifier(.rsaEncryption, parameters: SubjectPublicKeyInfoTests.null)
      #expect(try info(algorithm, key.bytes).bits == bits)
    }
  }

  @Test(
    "are whole elements with two fields",
    arguments: [
      ([], DERError(.truncated, at: 0)), ([0x30, 0x00], DERError(.truncated, at: 2)),
      ([0x30, 0x06, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03], DERError(.truncated, at: 8)),
      ([0x30, 0x0A, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03, 0x04, 0x02, 0x00, 0x00], DERError(.unexpectedTag, at: 8)),
      ([0x30, 0x0A, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03, 0x03, 0x02, 0x01, 0x00], DERError(.bitString, at: 8)),
      ([0x30, 0x09, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03, 0x03, 0x01, 0x00, 0x00], DERError(.trailingBytes, at: 11)),
      (
        [0x30, 0x0D, 0x30, 0x08, 0x06, 0x02, 0x2A, 0x03, 0x05, 0x00, 0x05, 0x00, 0x03, 0x01, 0x00],
        DERError(.trailingBytes, at: 10)
      ),
    ] as [([UInt8], DERError)])
  func refused(bytes: [UInt8], error: DERError) {
    #expect(throws: error) { try SubjectPublicKeyInfo(der: bytes) }
  }

  @Test("algorithms tell absent parameters, NULL and others apart")
  func parameters() throws {
    var reader = DERReader([0x30, 0x04, 0x06, 0x02, 0x2A, 0x03, 0x30, 0x06, 0x06, 0x02, 0x2A, 0x03, 0x05, 0x00])
    let absent = try reader.algorithmIdentifier()
    let null = try reader.algorithmIdentifier()
    #expect(absent != null)
    #expect(absent.parameters == nil && absent.hasNoParameters)
    #expect(null.parameters == [0x05, 0x00] && null.hasNoParameters)
    #expect(!AlgorithmIdentifier(OID(1, 2), parameters: [0x30, 0x00]).hasNoParameters)
  }

  @Test("keys sign with the digest of their strength (RFC 5758, RFC 8410), RSA with NULL (RFC 4055 1.2)")
  func signatureAlgorithms() {
    let null = SubjectPublicKeyInfoTests.null
    let expected: [KeyAlgorithm: (OID, [UInt8]?)] = [
      .rsa2048: (.sha256WithRSA, null), .rsa3072: (.sha256WithRSA, null), .rsa4096: (.sha384WithRSA, null),
      .p256: (.ecdsaWithSHA256, nil), .p384: (.ecdsaWithSHA384, nil), .p521: (.ecdsaWithSHA512, nil),
      .ed25519: (.ed25519, nil),
    ]
    for algorithm in KeyAlgorithm.allCases {
      #expect(algorithm.signatureAlgorithm.oid == expected[algorithm]?.0)
      #expect(algorithm.signatureAlgorithm.parameters == expected[algorithm]?.1)
    }
    #expect(KeyAlgorithm(rawValue: "rsa-2048") == .rsa2048 && KeyAlgorithm(rawValue: "rsa-1024") == nil)
  }
}
