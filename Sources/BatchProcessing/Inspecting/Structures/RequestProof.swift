import PKIModel

/// Whether a request proves that its sender has the private key.
enum RequestProof {
  case valid
  case invalid
  case unsupported
  /// The key is of a kind whose arithmetic a stranger could choose.
  case notTried

  init(of request: CertificationRequest, by cryptography: any RequestCryptography) {
    if case .other = request.publicKey.kind, request.publicKey.algorithm.oid == .ecPublicKey {
      self = .notTried
      return
    }
    self.init(cryptography.verifyProof(of: request))
  }

  /// What the signature of a CRMF request's proof proves.
  init(_ proof: SigningKeyProof, of message: CertificateRequestMessage, by cryptography: any RequestCryptography) {
    if case .other = message.publicKey.kind, message.publicKey.algorithm.oid == .ecPublicKey {
      self = .notTried
    } else if let input = proof.input, input.publicKey != message.publicKey {
      self = .invalid
    } else {
      self.init(cryptography.verifyProof(proof, of: message))
    }
  }

  private init(_ outcome: ProofOutcome) {
    switch outcome {
    case .valid: self = .valid
    case .invalid: self = .invalid
    case .unsupportedAlgorithm: self = .unsupported
    }
  }

  /// The answer in words.
  var text: String {
    switch self {
    case .valid: "valid: made with the request's own key"
    case .invalid: "NOT VALID: not made with the request's own key"
    case .unsupported: "not verified: the algorithm is unknown or does not fit the key"
    case .notTried: "not verified: the key brings its own curve"
    }
  }
}
