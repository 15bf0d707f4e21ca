import DERCoding
import PKIModel

/// What algorithms are called.
enum AlgorithmText {
  private static let signatures: [OID: String] = [
    .sha256WithRSA: "RSA with SHA-256", .sha384WithRSA: "RSA with SHA-384", .sha512WithRSA: "RSA with SHA-512",
    OID(1, 2, 840, 113549, 1, 1, 14): "RSA with SHA-224", OID(1, 2, 840, 113549, 1, 1, 5): "RSA with SHA-1",
    OID(1, 2, 840, 113549, 1, 1, 4): "RSA with MD5", OID(1, 2, 840, 113549, 1, 1, 2): "RSA with MD2",
    .ecdsaWithSHA256: "ECDSA with SHA-256", .ecdsaWithSHA384: "ECDSA with SHA-384",
    .ecdsaWithSHA512: "ECDSA with SHA-512", OID(1, 2, 840, 10045, 4, 3, 1): "ECDSA with SHA-224",
    OID(1, 2, 840, 10045, 4, 1): "ECDSA with SHA-1", OID(1, 2, 840, 10040, 4, 3): "DSA with SHA-1",
    OID(2, 16, 840, 1, 101, 3, 4, 3, 1): "DSA with SHA-224", OID(2, 16, 840, 1, 101, 3, 4, 3, 2): "DSA with SHA-256",
    .ed25519: "Ed25519", .ed448: "Ed448",
  ]
  private static let digests: [OID: String] = [
    OID(1, 3, 14, 3, 2, 26): "SHA-1", OID(2, 16, 840, 1, 101, 3, 4, 2, 1): "SHA-256",
    OID(2, 16, 840, 1, 101, 3, 4, 2, 2): "SHA-384", OID(2, 16, 840, 1, 101, 3, 4, 2, 3): "SHA-512",
    OID(2, 16, 840, 1, 101, 3, 4, 2, 4): "SHA-224",
  ]
  private static let keys: [OID: String] = [
    .rsaEncryption: "RSA, malformed", .rsassaPSS: "RSA for RSASSA-PSS only", OID(1, 2, 840, 10040, 4, 1): "DSA",
    .ecPublicKey: "EC with parameters that name no curve", .ed25519: "Ed25519, malformed", .ed448: "Ed448, malformed",
    OID(1, 3, 101, 110): "X25519", OID(1, 3, 101, 111): "X448",
  ]
  private static let curves: [OID: (name: String, bits: Int)] = [
    OID(1, 3, 132, 0, 10): ("secp256k1", 256), OID(1, 3, 132, 0, 33): ("P-224", 224),
    OID(1, 2, 840, 10045, 3, 1, 1): ("P-192", 192), OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 7): ("brainpoolP256r1", 256),
    OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 11): ("brainpoolP384r1", 384),
    OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 13): ("brainpoolP512r1", 512),
  ]

  /// `ECDSA with SHA-256`; dotted digits for what has no name here.
  static func signature(_ algorithm: AlgorithmIdentifier) -> String {
    guard algorithm.oid == .rsassaPSS else { return signatures[algorithm.oid] ?? algorithm.oid.description }
    guard let digest = pssDigest(algorithm) else { return "RSASSA-PSS, malformed parameters" }
    return "RSASSA-PSS with \(digests[digest] ?? digest.description)"
  }

  /// `RSA, 2048 bits, exponent 65537` or `EC, P-256, 256 bits`.
  static func key(_ key: SubjectPublicKeyInfo) -> String {
    let bits = key.bits.map { ", \($0) bits" } ?? ""
    switch key.kind {
    case .rsa(_, let exponent): return "RSA\(bits), exponent \(HexText.number(exponent))"
    case .ec(let curve):
      guard let other = curves[curve.oid] else { return "EC, \(curve.name)\(bits)" }
      return "EC, \(other.name), \(other.bits) bits"
    case .ed25519: return "Ed25519\(bits)"
    case .ed448: return "Ed448\(bits)"
    case .other: return keys[key.algorithm.oid] ?? key.algorithm.oid.description
    }
  }

  /// The digest that RSASSA-PSS-params name (RFC 4055 3.1), where absent means SHA-1.
  private static func pssDigest(_ algorithm: AlgorithmIdentifier) -> OID? {
    guard let parameters = algorithm.parameters else { return nil }
    var reader = DERReader(parameters)
    guard var fields = try? reader.enter(.sequence) else { return nil }
    guard fields.nextTag == .contextConstructed(0) else { return OID(1, 3, 14, 3, 2, 26) }
    guard var digest = try? fields.enter(.contextConstructed(0)) else { return nil }
    return try? digest.algorithmIdentifier().oid
  }
}
