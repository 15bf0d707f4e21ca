package import DERCoding

/// What a CRMF request asks a certificate to hold (RFC 4211 5), each field as it stands there.
package struct CertTemplate: Sendable {
  /// The times that are wished for (OptionalValidity); at least one of them is there.
  package struct ValidityWish: Hashable, Sendable {
    package let notBefore: UTCInstant?
    package let notAfter: UTCInstant?
  }

  /// The CA that the certificate is wanted from.
  package let issuer: DistinguishedName?
  package let validity: ValidityWish?
  package let subject: DistinguishedName?
  package let publicKey: SubjectPublicKeyInfo?
  /// Empty where there are none.
  package let extensions: [CertificateExtension]
  /// The names of fields that are there and must not be: only the CA gives them, or nobody does (RFC 4211 5).
  package let forbiddenFields: [String]
}

extension DERReader {
  /// Reads a CertTemplate, whose tags are IMPLICIT but for those of names and times, which are CHOICEs.
  package mutating func certTemplate() throws(DERError) -> CertTemplate {
    var fields = try enter(.sequence)
    var forbidden: [String] = []
    let place = fields.position
    if fields.nextTag == .contextPrimitive(0) {
      // "It MUST be 2 if supplied": v3.
      guard try fields.integer(.contextPrimitive(0)) == 2 else { throw DERError(.value, at: place) }
    }
    if fields.nextTag == .contextPrimitive(1) {
      _ = try fields.integerOctets(.contextPrimitive(1))
      forbidden.append("serialNumber")
    }
    let algorithm = try fields.implicitSequence(2) { (reader) throws(DERError) in try reader.algorithmIdentifier() }
    if algorithm != nil { forbidden.append("signingAlg") }
    let issuer = try fields.explicit(3) { (reader) throws(DERError) in try reader.distinguishedName() }
    let validity = try fields.implicitSequence(4) { (reader) throws(DERError) in try reader.validityWish() }
    let subject = try fields.explicit(5) { (reader) throws(DERError) in try reader.distinguishedName() }
    let key = try fields.implicitSequence(6) { (reader) throws(DERError) in try reader.subjectPublicKeyInfo() }
    for (tag, name) in [(UInt8(7), "issuerUID"), (8, "subjectUID")] where fields.nextTag == .contextPrimitive(tag) {
      _ = try fields.next()
      forbidden.append(name)
    }
    let extensions = try fields.implicitSequence(9) { (reader) throws(DERError) in try reader.certificateExtensions() }
    try fields.finish()
    return CertTemplate(
      issuer: issuer, validity: validity, subject: subject, publicKey: key, extensions: extensions ?? [],
      forbiddenFields: forbidden)
  }

  private mutating func validityWish() throws(DERError) -> CertTemplate.ValidityWish {
    let start = position
    var fields = try enter(.sequence)
    let notBefore = try fields.explicit(0) { (reader) throws(DERError) in try reader.time() }
    let notAfter = try fields.explicit(1) { (reader) throws(DERError) in try reader.time() }
    try fields.finish()
    guard notBefore != nil || notAfter != nil else { throw DERError(.value, at: start) }
    return CertTemplate.ValidityWish(notBefore: notBefore, notAfter: notAfter)
  }

  /// Reads what stands inside an EXPLICIT tag; nil where the tag is absent.
  private mutating func explicit<Value>(
    _ number: UInt8, _ read: (inout DERReader) throws(DERError) -> Value
  ) throws(DERError) -> Value? {
    guard let element = try nextIf(.contextConstructed(number)) else { return nil }
    var inner = window(element)
    let value = try read(&inner)
    try inner.finish()
    return value
  }

  /// Reads a SEQUENCE whose tag is IMPLICIT; nil where it is absent.
  package mutating func implicitSequence<Value>(
    _ number: UInt8, _ read: (inout DERReader) throws(DERError) -> Value
  ) throws(DERError) -> Value? {
    guard let element = try nextIf(.contextConstructed(number)) else { return nil }
    var reader = DERReader(asSequence(element))
    do {
      let value = try read(&reader)
      try reader.finish()
      return value
    } catch {
      throw DERError(error.rule, at: element.whole.lowerBound + error.offset)
    }
  }

  /// The octets of an element with the tag of the SEQUENCE that it stands for.
  package func asSequence(_ element: DERElement) -> [UInt8] {
    var octets = copy(element.whole)
    octets[0] = DERTag.sequence.rawValue
    return octets
  }
}
