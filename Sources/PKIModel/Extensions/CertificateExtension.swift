package import DERCoding

/// An extension of a certificate or a CRL (RFC 5280 4.2): its identifier, criticality and encoded value.
package struct CertificateExtension: Hashable, Sendable {
  package let oid: OID
  package let isCritical: Bool
  /// The contents of extnValue: a whole DER element.
  package let value: [UInt8]

  package init(_ oid: OID, isCritical: Bool = false, value: [UInt8]) {
    self.oid = oid
    self.isCritical = isCritical
    self.value = value
  }

  /// With the value that `body` writes.
  package init(_ oid: OID, isCritical: Bool = false, _ body: (inout DERWriter) -> Void) {
    var writer = DERWriter(capacity: 64)
    body(&writer)
    self.init(oid, isCritical: isCritical, value: writer.bytes)
  }

  /// Writes the SEQUENCE.
  package func write(to writer: inout DERWriter) {
    writer.sequence {
      oid.write(to: &$0)
      if isCritical { $0.boolean(true) }
      $0.element(.octetString, value)
    }
  }
}

extension DERReader {
  /// Reads Extensions: at least one, none twice, no default encoded (X.690 11.5).
  package mutating func certificateExtensions() throws(DERError) -> [CertificateExtension] {
    let start = position
    var sequence = try enter(.sequence)
    var extensions: [CertificateExtension] = []
    while !sequence.isAtEnd {
      let place = sequence.position
      let next = try sequence.certificateExtension()
      guard !extensions.contains(where: { $0.oid == next.oid }) else { throw DERError(.value, at: place) }
      extensions.append(next)
    }
    guard !extensions.isEmpty else { throw DERError(.value, at: start) }
    return extensions
  }

  private mutating func certificateExtension() throws(DERError) -> CertificateExtension {
    var fields = try enter(.sequence)
    let oid = try fields.objectIdentifier()
    var isCritical = false
    if fields.nextTag == .boolean {
      let place = fields.position
      isCritical = try fields.boolean()
      guard isCritical else { throw DERError(.value, at: place) }
    }
    let value = try fields.next(.octetString)
    try fields.finish()
    return CertificateExtension(oid, isCritical: isCritical, value: copy(value.contents))
  }
}
