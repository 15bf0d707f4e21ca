/// The algorithms that a key made by certmill, of a CA or a token, can have; the raw value is the word of the command line.
package enum KeyAlgorithm: String, CaseIterable, Sendable {
  case rsa2048 = "rsa-2048"
  case rsa3072 = "rsa-3072"
  case rsa4096 = "rsa-4096"
  case p256
  case p384
  case p521
  case ed25519

  /// How a key of this algorithm signs: the digest fits the key's strength (RFC 5758, RFC 8410).
  package var signatureAlgorithm: AlgorithmIdentifier {
    switch self {
    case .rsa2048, .rsa3072: AlgorithmIdentifier(.sha256WithRSA, parameters: AlgorithmIdentifier.nullParameters)
    case .rsa4096: AlgorithmIdentifier(.sha384WithRSA, parameters: AlgorithmIdentifier.nullParameters)
    case .p256: AlgorithmIdentifier(.ecdsaWithSHA256)
    case .p384: AlgorithmIdentifier(.ecdsaWithSHA384)
    case .p521: AlgorithmIdentifier(.ecdsaWithSHA512)
    case .ed25519: AlgorithmIdentifier(.ed25519)
    }
  }
}
