package import DERCoding

/// How a CRMF request proves that its sender has the private key (RFC 4211 4).
package enum ProofOfPossession: Sendable {
  /// A registration authority has seen a proof and vouches for it.
  case raVerified
  case signature(SigningKeyProof)
  /// By decrypting something, now or in another message.
  case keyEncipherment
  /// By agreeing on a key, now or in another message.
  case keyAgreement
}

/// A proof by a key that signs: POPOSigningKey (RFC 4211 4.1).
package struct SigningKeyProof: Sendable {
  /// What is signed instead of the request (POPOSigningKeyInput); nil where the request itself is.
  package let input: Input?
  package let algorithm: AlgorithmIdentifier
  package let signature: [UInt8]

  /// POPOSigningKeyInput: who sends the request, and the key.
  package struct Input: Sendable {
    /// Who the sender is, or that a shared secret proves who it is.
    package enum Authentication: Sendable {
      case sender(GeneralName)
      /// publicKeyMAC: nobody without the secret can verify it (RFC 4211 4.4, RFC 9045).
      case secret
    }

    package let authentication: Authentication
    package let publicKey: SubjectPublicKeyInfo
    /// Its DER: the bytes that are signed.
    package let der: [UInt8]
  }
}

extension DERReader {
  /// Reads a ProofOfPossession; nil where the next element is none.
  package mutating func proofOfPossession() throws(DERError) -> ProofOfPossession? {
    switch nextTag {
    case .contextPrimitive(0):
      let element = try next()
      guard element.contents.isEmpty else { throw DERError(.nullLength, at: element.whole.lowerBound) }
      return .raVerified
    case .contextConstructed(1):
      return try implicitSequence(1) { (reader) throws(DERError) in .signature(try reader.signingKeyProof()) }
    case .contextConstructed(2):
      _ = try next()
      return .keyEncipherment
    case .contextConstructed(3):
      _ = try next()
      return .keyAgreement
    default: return nil
    }
  }

  private mutating func signingKeyProof() throws(DERError) -> SigningKeyProof {
    var fields = try enter(.sequence)
    let input = try fields.implicitSequence(0) { (reader) throws(DERError) in try reader.signingKeyInput() }
    let algorithm = try fields.algorithmIdentifier()
    let signature = fields.copy(try fields.octetAlignedBitString())
    try fields.finish()
    return SigningKeyProof(input: input, algorithm: algorithm, signature: signature)
  }

  private mutating func signingKeyInput() throws(DERError) -> SigningKeyProof.Input {
    let start = position
    var fields = try enter(.sequence)
    let authentication: SigningKeyProof.Input.Authentication
    if let wrapper = try fields.nextIf(.contextConstructed(0)) {
      var inner = fields.window(wrapper)
      authentication = .sender(try inner.generalName())
      try inner.finish()
    } else {
      var mac = try fields.enter(.sequence)
      _ = try mac.algorithmIdentifier()
      _ = try mac.bitString()
      try mac.finish()
      authentication = .secret
    }
    let key = try fields.subjectPublicKeyInfo()
    try fields.finish()
    return SigningKeyProof.Input(authentication: authentication, publicKey: key, der: copy(start..<position))
  }
}
