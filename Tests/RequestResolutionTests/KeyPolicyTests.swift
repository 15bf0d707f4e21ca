import DERCoding
import Diagnostics
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The key of a certificate request")
struct KeyPolicyTests {
  /// SubjectPublicKeyInfo of an RSA key with a modulus of some bits.
  private static func rsa(bits: Int, exponent: [UInt8] = [1, 0, 1], isEven: Bool = false) -> [UInt8] {
    var modulus = [UInt8](repeating: 0xA5, count: (bits + 7) / 8)
    modulus[0] = bits.isMultiple(of: 8) ? 0x80 : UInt8(1 << (bits % 8 - 1))
    modulus[modulus.count - 1] = isEven ? 0xA4 : 0xA5
    var key = DERWriter()
    key.sequence {
      $0.positiveInteger(modulus)
      $0.positiveInteger(exponent)
    }
    return info(AlgorithmIdentifier(.rsaEncryption, parameters: AlgorithmIdentifier.nullParameters), key.bytes)
  }

  private static func curve(_ oid: OID, point: [UInt8]) -> [UInt8] {
    var parameters = DERWriter()
    oid.write(to: &parameters)
    return info(AlgorithmIdentifier(.ecPublicKey, parameters: parameters.bytes), point)
  }

  private static func info(_ algorithm: AlgorithmIdentifier, _ octets: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      algorithm.write(to: &$0)
      $0.bitString(octets)
    }
    return writer.bytes
  }

  private static let p192 = OID(1, 2, 840, 10045, 3, 1, 1)
  private static let p256 = OID(1, 2, 840, 10045, 3, 1, 7)
  private static let notAllowed = "VALIDATION_FAILED key.notAllowed /body/request: "
  private static let weak = "VALIDATION_FAILED key.weak /body/request: "

  /// The signature is by another key: a refused key is refused before anything is computed with it.
  @Test(
    "is refused for its kind or its weakness",
    arguments: [
      (rsa(bits: 1024), notAllowed + "an RSA key of 1024 bits is not allowed"),
      (rsa(bits: 2047), notAllowed + "an RSA key of 2047 bits is not allowed"),
      (rsa(bits: 2049), notAllowed + "an RSA key of 2049 bits is not allowed"),
      (rsa(bits: 4104), notAllowed + "an RSA key of 4104 bits is not allowed"),
      (rsa(bits: 2048, exponent: [3]), weak + "the RSA exponent is smaller than 65537 or even"),
      (rsa(bits: 2048, exponent: [1, 0, 0]), weak + "the RSA exponent is smaller than 65537 or even"),
      (rsa(bits: 2048, exponent: [1, 0, 2]), weak + "the RSA exponent is smaller than 65537 or even"),
      (rsa(bits: 2048, isEven: true), weak + "the RSA modulus is even"),
      (curve(p192, point: [4] + [UInt8](repeating: 1, count: 48)), notAllowed + "keys on curve "),
      (
        curve(p256, point: [2] + [UInt8](repeating: 1, count: 32)),
        notAllowed + "the point of the EC key is not in its uncompressed form"
      ),
      (
        curve(p256, point: [4] + [UInt8](repeating: 1, count: 63)),
        notAllowed + "the point of the EC key is not in its uncompressed form"
      ),
      (
        info(AlgorithmIdentifier(.ed448), [UInt8](repeating: 1, count: 57)), notAllowed + "Ed448 keys are not allowed"
      ),
      (
        info(AlgorithmIdentifier(OID(1, 3, 101, 110)), [UInt8](repeating: 1, count: 32)),
        notAllowed + "keys of algorithm 1.3.101.110 with these parameters are not allowed"
      ),
    ])
  func refused(key: [UInt8], expected: String) throws {
    var parts = try RequestParts()
    parts.foreignKey = key
    var desk = try Desk()
    let answer = try desk.answer(RequestJSON.issue(parts))
    #expect(answer.hasPrefix(expected), "\(answer)")
  }

  @Test("is never that of an authority")
  func authority() throws {
    var parts = try RequestParts()
    parts.key = SigningKeys.authority
    var desk = try Desk()
    #expect(try desk.answer(RequestJSON.issue(parts)) == Self.weak + "the key is that of an authority")
  }

  @Test("of Ed25519 is refused where the profile does not list it")
  func unlistedEd25519() throws {
    var desk = try Desk(("end-entity-profiles/tls-server.json", #""algorithm": "ed25519""#, #""algorithm": "ed448""#))
    #expect(try desk.answer(RequestJSON.issue(RequestParts())) == Self.notAllowed + "Ed25519 keys are not allowed")
  }

  @Test("of each listed kind is taken")
  func taken() throws {
    for (number, key) in [SigningKeys.ed25519, SigningKeys.p256, SigningKeys.rsa].enumerated() {
      var parts = try RequestParts()
      parts.key = key
      var desk = try Desk()
      #expect(try desk.answer(RequestJSON.issue(parts)) == "OK", "key \(number)")
      // What an attacker would change: the key of another in a request that he signed.
      parts.foreignKey = try KeyGenerator.make([.ed25519, .p256, .rsa2048][number]).publicKey.der
      #expect(
        try desk.answer(RequestJSON.issue(parts, id: "s")).hasPrefix("VALIDATION_FAILED csr.proofOfPossession "))
    }
  }

  @Test(
    "signs with nothing that is broken",
    arguments: [
      (OID(1, 2, 840, 113549, 1, 1, 5), "SHA-1"), (OID(1, 2, 840, 113549, 1, 1, 4), "MD5"),
      (OID(1, 2, 840, 113549, 1, 1, 14), "SHA-224"), (OID(1, 2, 3), "1.2.3"),
    ])
  func algorithm(oid: OID, name: String) throws {
    var parts = try RequestParts()
    parts.key = SigningKeys.rsa
    parts.statedAlgorithm = AlgorithmIdentifier(oid, parameters: AlgorithmIdentifier.nullParameters)
    var desk = try Desk()
    #expect(
      try desk.answer(RequestJSON.issue(parts))
        == "VALIDATION_FAILED csr.signatureAlgorithm /body/request: the request is signed with \(name), which is not "
        + "allowed"
    )
  }

  @Test("fits the algorithm of the signature")
  func misfit() throws {
    var parts = try RequestParts()
    parts.statedAlgorithm = AlgorithmIdentifier(.ecdsaWithSHA256)
    var desk = try Desk()
    let answer = try desk.answer(RequestJSON.issue(parts))
    #expect(answer.hasPrefix("VALIDATION_FAILED csr."), "\(answer)")
  }
}
