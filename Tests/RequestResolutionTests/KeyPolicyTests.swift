import DERCoding
import Diagnostics
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The key of a certificate request")
struct KeyPolicyTests {
  /// SubjectPublicKeyInfo of an RSA key.
  private static func rsa(_ modulus: [UInt8], exponent: [UInt8] = [1, 0, 1]) -> [UInt8] {
    var key = DERWriter()
    key.sequence {
      $0.positiveInteger(modulus)
      $0.positiveInteger(exponent)
    }
    return info(AlgorithmIdentifier(.rsaEncryption, parameters: AlgorithmIdentifier.nullParameters), key.bytes)
  }

  /// The same, with a modulus of some bits.
  private static func rsa(bits: Int, exponent: [UInt8] = [1, 0, 1], isEven: Bool = false) -> [UInt8] {
    var modulus = [UInt8](repeating: 0xA5, count: (bits + 7) / 8)
    modulus[0] = bits.isMultiple(of: 8) ? 0x80 : UInt8(1 << (bits % 8 - 1))
    modulus[modulus.count - 1] = isEven ? 0xA4 : 0xA5
    return rsa(modulus, exponent: exponent)
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

  private static let worthlessKeys: [(key: [UInt8], problem: String)] = [
    (rsa(bits: 2048, exponent: [UInt8](repeating: 1, count: 33)), "the RSA exponent has more than 256 bits"),
    (rsa(bits: 2048), "the RSA modulus repeats itself and cannot be random"),
    (rsa(WeakModuli.divisible), "the RSA modulus is divisible by 751"),
    (rsa(WeakModuli.roca), "the RSA key was made by a chip whose keys can be computed (ROCA, CVE-2017-15361)"),
    (rsa(WeakModuli.close), "the factors of the RSA modulus are close to each other (CVE-2022-26320)"),
    (rsa(WeakModuli.square), "the factors of the RSA modulus are close to each other (CVE-2022-26320)"),
  ]

  @Test("of RSA is refused where anybody could compute the private one", arguments: worthlessKeys)
  func worthless(key: [UInt8], problem: String) throws {
    var parts = try RequestParts()
    parts.foreignKey = key
    var desk = try Desk()
    #expect(try desk.answer(RequestJSON.issue(parts)) == Self.weak + problem)
  }

  @Test("of RSA is not refused for factors that Fermat's method finds too late")
  func outOfReach() throws {
    var parts = try RequestParts()
    parts.foreignKey = Self.rsa(WeakModuli.apart)
    var desk = try Desk()
    // The signature is not by this key, which shows that it was taken.
    #expect(try desk.answer(RequestJSON.issue(parts)).hasPrefix("VALIDATION_FAILED csr."))
  }

  @Test("of the corpus of weak keys is refused", arguments: Corpus.files("weak-keys"))
  func weakCorpus(_ file: CorpusFile) throws {
    var parts = try RequestParts()
    let key = try #require(try PEM.decodeAll(file.octets, labels: ["RSA PUBLIC KEY"]).first)
    let algorithm = AlgorithmIdentifier(.rsaEncryption, parameters: AlgorithmIdentifier.nullParameters)
    parts.foreignKey = Self.info(algorithm, key)
    var desk = try Desk()
    let answer = try desk.answer(RequestJSON.issue(parts))
    let reasons = ["rsa-roca": "ROCA", "rsapoly128": "repeats itself", "rsapoly32": "2047 bits"]
    let reason = try #require(reasons.first { file.name.hasSuffix("/\($0.key).key") }?.value)
    #expect(answer.hasPrefix("VALIDATION_FAILED key.") && answer.contains(reason), "\(answer)")
  }

  @Test("is refused where the home lists it as compromised, and another is not")
  func compromised() throws {
    let parts = try RequestParts()
    let digest = Hex.encode(MessageDigest.sha256.of(try parts.key.get().publicKey.der))
    var desk = try Desk(extra: ["compromised-keys.txt": "# lost laptops\n\n\(digest.uppercased())\r\n"])
    let expected = "VALIDATION_FAILED key.compromised /body/request: the key is on the list of compromised keys"
    #expect(try desk.answer(RequestJSON.issue(parts)) == expected)
    var other = try RequestParts()
    other.key = SigningKeys.p256
    #expect(try desk.answer(RequestJSON.issue(other, id: "other")) == "OK")
  }

  @Test("of RSA that is sound is not mistaken for a weak one")
  func sound() throws {
    let cryptography = try LaneCryptography()
    for _ in 0..<20 {
      guard case .rsa(let modulus, let exponent) = try KeyGenerator.make(.rsa2048).publicKey.kind else { continue }
      #expect(RSASoundness(cryptography: cryptography).problem(modulus: modulus, exponent: exponent) == nil)
    }
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
