import DERCoding
import PKIModel

/// Which signatures prove possession of a key: SHA-2, RSA with SHA-3 or the Edwards curves, nothing older.
///
/// OpenSSL 3.0 has no name for ECDSA with SHA-3, so that nobody could verify such a request.
enum RequestSignaturePolicy {
  private static let allowed: Set<OID> = [
    .sha256WithRSA, .sha384WithRSA, .sha512WithRSA, .sha3256WithRSA, .sha3384WithRSA, .sha3512WithRSA,
    .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512, .ed25519, .ed448,
  ]
  private static let digests: Set<OID> = [
    OID(2, 16, 840, 1, 101, 3, 4, 2, 1), OID(2, 16, 840, 1, 101, 3, 4, 2, 2), OID(2, 16, 840, 1, 101, 3, 4, 2, 3),
    OID(2, 16, 840, 1, 101, 3, 4, 2, 8), OID(2, 16, 840, 1, 101, 3, 4, 2, 9), OID(2, 16, 840, 1, 101, 3, 4, 2, 10),
  ]
  private static let names: [OID: String] = [
    OID(1, 2, 840, 113549, 1, 1, 4): "MD5", OID(1, 2, 840, 113549, 1, 1, 2): "MD2",
    OID(1, 2, 840, 113549, 1, 1, 5): "SHA-1", OID(1, 2, 840, 113549, 1, 1, 14): "SHA-224",
    OID(1, 2, 840, 10045, 4, 1): "SHA-1", OID(1, 2, 840, 10045, 4, 3, 1): "SHA-224",
    OID(1, 2, 840, 113549, 2, 5): "MD5",
    OID(1, 2, 840, 10040, 4, 3): "DSA and SHA-1", OID(2, 16, 840, 1, 101, 3, 4, 3, 2): "DSA",
    .rsassaPSS: "RSASSA-PSS without SHA-2 or SHA-3",
  ]

  static func allows(_ algorithm: AlgorithmIdentifier) -> Bool {
    if algorithm.oid == .rsassaPSS { return pssDigest(algorithm).map(digests.contains) ?? false }
    return allowed.contains(algorithm.oid) && algorithm.hasNoParameters
  }

  static func name(_ algorithm: AlgorithmIdentifier) -> String { names[algorithm.oid] ?? algorithm.oid.description }

  /// The digest that RSASSA-PSS-params (RFC 4055 3.1) name; absent means SHA-1.
  private static func pssDigest(_ algorithm: AlgorithmIdentifier) -> OID? {
    guard let parameters = algorithm.parameters else { return nil }
    var reader = DERReader(parameters)
    guard var fields = try? reader.enter(.sequence), var digest = try? fields.enter(.contextConstructed(0)) else {
      return nil
    }
    return try? digest.algorithmIdentifier().oid
  }
}
