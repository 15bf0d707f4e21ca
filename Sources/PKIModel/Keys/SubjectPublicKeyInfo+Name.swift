extension SubjectPublicKeyInfo {
  /// The API's name of the key's algorithm (domain of the API 3.13).
  package var apiName: String {
    switch kind {
    case .rsa: "RSA"
    case .ec: "ECDSA"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .other: algorithm.oid.description
    }
  }
}
