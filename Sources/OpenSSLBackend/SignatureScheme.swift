import PKIModel

/// The digest that a signature algorithm names; nil for those that take the message whole (Ed25519, Ed448).
struct SignatureScheme: Sendable {
  let digest: MessageDigest?

  /// The schemes that certmill signs with and verifies on its own paths; nil for every other.
  init?(_ algorithm: AlgorithmIdentifier) {
    switch algorithm.oid {
    case .sha256WithRSA, .ecdsaWithSHA256: digest = .sha256
    case .sha384WithRSA, .ecdsaWithSHA384: digest = .sha384
    case .sha512WithRSA, .ecdsaWithSHA512: digest = .sha512
    case .ed25519, .ed448: digest = nil
    default: return nil
    }
  }
}
