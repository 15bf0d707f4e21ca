package import DERCoding

/// A public key with its algorithm (RFC 5280 4.1.2.7), and what rules need to know of it.
package struct SubjectPublicKeyInfo: Hashable, Sendable {
  /// What kind of key it is.
  package enum Kind: Hashable, Sendable {
    /// RSA: the modulus and the public exponent, magnitudes without leading zeros.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// A point on a named curve, in the encoding that the request chose.
    case ec(NamedCurve)
    case ed25519
    case ed448
    /// Anything else, explicit curve parameters among them; no profile can allow it.
    case other
  }

  /// The whole element.
  package let der: [UInt8]
  package let algorithm: AlgorithmIdentifier
  /// The BIT STRING's octets: the key itself, and what the key identifier is a digest of (RFC 5280 4.2.1.2).
  package let keyOctets: [UInt8]
  package let kind: Kind

  /// From one whole element; nothing may follow it.
  package init(der: [UInt8]) throws(DERError) {
    var reader = DERReader(der)
    self = try reader.subjectPublicKeyInfo()
    try reader.finish()
  }

  fileprivate init(reading reader: inout DERReader) throws(DERError) {
    let start = reader.position
    var fields = try reader.enter(.sequence)
    algorithm = try fields.algorithmIdentifier()
    keyOctets = reader.copy(try fields.octetAlignedBitString())
    try fields.finish()
    der = reader.copy(start..<reader.position)
    kind = SubjectPublicKeyInfo.kind(algorithm, keyOctets)
  }

  /// The size that policies speak of: modulus bits, or the bits of the curve's field; nil where unknown.
  package var bits: Int? {
    switch kind {
    case .rsa(let modulus, _): modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
    case .ec(.p521): 521
    case .ec(let curve): curve.fieldOctets.map { $0 * 8 }
    case .ed25519: 256
    case .ed448: 456
    case .other: nil
    }
  }

  private static func kind(_ algorithm: AlgorithmIdentifier, _ octets: [UInt8]) -> Kind {
    switch algorithm.oid {
    case .rsaEncryption where algorithm.hasNoParameters: rsa(octets) ?? .other
    case .ecPublicKey: algorithm.parameters.flatMap(namedCurve).map(Kind.ec) ?? .other
    case .ed25519 where algorithm.parameters == nil && octets.count == 32: .ed25519
    case .ed448 where algorithm.parameters == nil && octets.count == 57: .ed448
    default: .other
    }
  }

  private static func namedCurve(_ parameters: [UInt8]) -> NamedCurve? {
    var reader = DERReader(parameters)
    guard let oid = try? reader.objectIdentifier(), reader.isAtEnd else { return nil }
    return NamedCurve(oid)
  }

  private static func rsa(_ octets: [UInt8]) -> Kind? {
    var reader = DERReader(octets)
    guard var fields = try? reader.enter(.sequence), reader.isAtEnd,
      let modulus = try? fields.integerOctets(), let exponent = try? fields.integerOctets(), fields.isAtEnd,
      let sign = modulus.first, sign < 0x80, let exponentSign = exponent.first, exponentSign < 0x80
    else { return nil }
    return .rsa(modulus: Array(modulus.drop { $0 == 0 }), exponent: Array(exponent.drop { $0 == 0 }))
  }
}

extension DERReader {
  /// Reads a SubjectPublicKeyInfo.
  package mutating func subjectPublicKeyInfo() throws(DERError) -> SubjectPublicKeyInfo {
    try SubjectPublicKeyInfo(reading: &self)
  }
}
