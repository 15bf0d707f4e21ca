package import DERCoding

/// A PKCS#10 certification request (RFC 2986) that is DER throughout and well formed; its signature is not verified
/// here.
///
/// OpenSSL reads many things that are not: trailing octets, BER, other versions, two extension requests. Whoever
/// verifies one reading of such a request and issues by another can be deceived, so they are refused.
package final class CertificationRequest: Sendable {
  /// The whole request.
  package let der: [UInt8]
  /// CertificationRequestInfo: the bytes that are signed.
  package let signedRange: Range<Int>
  package let subject: DistinguishedName
  package let publicKey: SubjectPublicKeyInfo
  /// The types of the attributes, in their order.
  package let attributeTypes: [OID]
  /// What the extensionRequest attribute asks for; empty where there is none.
  package let requestedExtensions: [CertificateExtension]
  package let signatureAlgorithm: AlgorithmIdentifier
  package let signature: [UInt8]

  /// Reads one whole request; the error says which rule is broken and where.
  package init(der: [UInt8]) throws(DERError) {
    try DERValidation.validate(der)
    var outer = DERReader(der)
    var request = try outer.enter(.sequence)
    let infoStart = request.position
    var info = try request.enter(.sequence)
    signedRange = infoStart..<request.position

    let versionPlace = info.position
    guard try info.integer() == 0 else { throw DERError(.value, at: versionPlace) }
    subject = try info.distinguishedName()
    publicKey = try info.subjectPublicKeyInfo()
    var attributes = try info.enter(.contextConstructed(0))
    try info.finish()
    (attributeTypes, requestedExtensions) = try CertificationRequest.read(&attributes)

    signatureAlgorithm = try request.algorithmIdentifier()
    signature = request.copy(try request.octetAlignedBitString())
    try request.finish()
    self.der = der
  }

  /// CertificationRequestInfo, the bytes to be signed, of a request that is being made.
  package static func info(
    subject: DistinguishedName, publicKey: SubjectPublicKeyInfo, altNames: [GeneralName]
  ) -> [UInt8] {
    var writer = DERWriter(capacity: 512)
    writer.sequence {
      $0.integer(0)
      $0.raw(subject.der)
      $0.raw(publicKey.der)
      $0.constructed(.contextConstructed(0)) { attributes in
        guard !altNames.isEmpty else { return }
        attributes.sequence {
          OID.extensionRequest.write(to: &$0)
          $0.constructed(.set) {
            $0.sequence { CertificateExtension.subjectAltName(altNames, isCritical: subject.isEmpty).write(to: &$0) }
          }
        }
      }
    }
    return writer.bytes
  }

  /// The subject alternative names that are asked for; nil where none are.
  package func requestedAltNames() throws(DERError) -> [GeneralName]? {
    guard let names = requestedExtensions.first(where: { $0.oid == .subjectAltName }) else { return nil }
    return try names.generalNames()
  }

  private static func read(
    _ attributes: inout DERReader
  ) throws(DERError) -> (types: [OID], extensions: [CertificateExtension]) {
    var types: [OID] = []
    var extensions: [CertificateExtension]?
    var previous: Range<Int>?
    while !attributes.isAtEnd {
      let start = attributes.position
      var attribute = try attributes.enter(.sequence)
      // X.690 11.6; the [0] is IMPLICIT, so the general check cannot know that this is a SET OF.
      let encoding = start..<attributes.position
      if let previous, attributes.bytes[encoding].lexicographicallyPrecedes(attributes.bytes[previous]) {
        throw DERError(.setOrder, at: start)
      }
      previous = encoding
      let type = try attribute.objectIdentifier()
      var values = try attribute.enter(.set)
      try attribute.finish()
      guard !values.isAtEnd, !types.contains(type) else { throw DERError(.value, at: start) }
      types.append(type)
      if type == .extensionRequest || type == .microsoftExtensionRequest {
        // RFC 2985 5.4.2: single-valued; a second request of either spelling would contradict the first.
        guard extensions == nil else { throw DERError(.value, at: start) }
        extensions = try values.certificateExtensions()
        try values.finish()
      }
    }
    return (types, extensions ?? [])
  }
}
