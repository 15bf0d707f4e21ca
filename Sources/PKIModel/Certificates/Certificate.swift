package import DERCoding

/// An X.509 certificate as it was read (RFC 5280 4.1).
package struct Certificate: Sendable {
  package let der: [UInt8]
  /// TBSCertificate: the bytes that are signed.
  package let tbs: TBSFields
  package let signatureAlgorithm: AlgorithmIdentifier
  package let signature: [UInt8]
  /// Where TBSCertificate stands in `der`.
  package let signedRange: Range<Int>

  /// The fields of TBSCertificate.
  package struct TBSFields: Sendable {
    package let serialNumber: SerialNumber
    package let signatureAlgorithm: AlgorithmIdentifier
    package let issuer: DistinguishedName
    package let validity: Validity
    package let subject: DistinguishedName
    package let publicKey: SubjectPublicKeyInfo
    package let extensions: [CertificateExtension]

    /// From the bytes of a TBSCertificate; nothing may follow it.
    package init(der: [UInt8]) throws(DERError) {
      var reader = DERReader(der)
      self = try TBSFields(reading: &reader)
      try reader.finish()
    }

    fileprivate init(reading reader: inout DERReader) throws(DERError) {
      var fields = try reader.enter(.sequence)
      let start = fields.position
      var version = try fields.enter(.contextConstructed(0))
      guard try version.integer() == 2, version.isAtEnd else { throw DERError(.value, at: start) }
      let place = fields.position
      let serialOctets = try fields.integerOctets()
      guard let sign = serialOctets.first, sign < 0x80, let serial = SerialNumber(magnitude: serialOctets) else {
        throw DERError(.value, at: place)
      }
      serialNumber = serial
      signatureAlgorithm = try fields.algorithmIdentifier()
      issuer = try fields.distinguishedName()
      validity = try fields.validity()
      subject = try fields.distinguishedName()
      publicKey = try fields.subjectPublicKeyInfo()
      _ = try fields.nextIf(.contextPrimitive(1))
      _ = try fields.nextIf(.contextPrimitive(2))
      if fields.isAtEnd {
        extensions = []
      } else {
        var wrapper = try fields.enter(.contextConstructed(3))
        extensions = try wrapper.certificateExtensions()
        try wrapper.finish()
      }
      try fields.finish()
    }

    /// The extension with this identifier.
    package func certificateExtension(_ oid: OID) -> CertificateExtension? {
      extensions.first { $0.oid == oid }
    }

    /// Whether basicConstraints says that this is a CA's.
    package var isCA: Bool {
      certificateExtension(.basicConstraints)?.basicConstraints?.isCA ?? false
    }

    /// The usages that keyUsage allows; nil where the extension is absent or malformed.
    package var keyUsage: KeyUsage? {
      certificateExtension(.keyUsage).flatMap { try? KeyUsage(extensionValue: $0.value) }
    }

    /// The subject's key identifier.
    package var subjectKeyIdentifier: [UInt8]? {
      certificateExtension(.subjectKeyIdentifier)?.keyIdentifier
    }
  }

  /// Reads one whole certificate; nothing may follow it.
  package init(der: [UInt8]) throws(DERError) {
    var reader = DERReader(der)
    var fields = try reader.enter(.sequence)
    try reader.finish()
    let start = fields.position
    tbs = try TBSFields(reading: &fields)
    signedRange = start..<fields.position
    signatureAlgorithm = try fields.algorithmIdentifier()
    signature = fields.copy(try fields.octetAlignedBitString())
    try fields.finish()
    self.der = der
  }
}

extension DERReader {
  /// Reads a Validity.
  package mutating func validity() throws(DERError) -> Validity {
    let start = position
    var fields = try enter(.sequence)
    let notBefore = try fields.time()
    let notAfter = try fields.time()
    try fields.finish()
    guard let validity = Validity(notBefore: notBefore, notAfter: notAfter) else { throw DERError(.value, at: start) }
    return validity
  }
}
