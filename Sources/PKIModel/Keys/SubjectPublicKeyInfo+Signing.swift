extension SubjectPublicKeyInfo {
  /// How a CA key of this kind signs; nil for kinds that certmill does not sign with.
  package var signingAlgorithm: AlgorithmIdentifier? {
    switch kind {
    case .rsa where bits == 2048: KeyAlgorithm.rsa2048.signatureAlgorithm
    case .rsa where bits == 3072: KeyAlgorithm.rsa3072.signatureAlgorithm
    case .rsa where (bits ?? 0) >= 4096: KeyAlgorithm.rsa4096.signatureAlgorithm
    case .ec(.p256): KeyAlgorithm.p256.signatureAlgorithm
    case .ec(.p384): KeyAlgorithm.p384.signatureAlgorithm
    case .ec(.p521): KeyAlgorithm.p521.signatureAlgorithm
    case .ed25519: KeyAlgorithm.ed25519.signatureAlgorithm
    default: nil
    }
  }
}
