package import DERCoding

/// A CRL as it was read (RFC 5280 5.1), of version 1 or 2.
///
/// A value exists only where all of it is DER and well formed, its entries too; the entries are read from the octets
/// when they are asked for and never collected.
package struct CertificateList: Sendable {
  /// The whole CRL.
  package let der: [UInt8]
  /// Where TBSCertList stands in `der`: the octets that are signed.
  package let signedRange: Range<Int>
  /// 1 or 2; extensions are of version 2.
  package let version: Int
  package let signatureAlgorithm: AlgorithmIdentifier
  package let issuer: DistinguishedName
  package let thisUpdate: UTCInstant
  /// RFC 5280 5.1.2.5 demands it, older CRLs lack it.
  package let nextUpdate: UTCInstant?
  /// The entries, one for each certificate that is not to be relied on.
  package let entries: CertificateListEntries
  package let extensions: [CertificateExtension]
  /// The magnitude of the CRL number without leading zeros (5.2.3); nil where there is none.
  package let number: [UInt8]?
  package let authorityKeyIdentifier: AuthorityKeyIdentifier?
  package let signature: [UInt8]

  /// Reads one whole CRL; nothing may follow it.
  package init(der: [UInt8]) throws(DERError) {
    try DERValidation.validate(der)
    var reader = DERReader(der)
    var outer = try reader.enter(.sequence)
    let start = outer.position
    var fields = try outer.enter(.sequence)
    signedRange = start..<outer.position

    version = try fields.certificateListVersion()
    signatureAlgorithm = try fields.algorithmIdentifier()
    issuer = try fields.distinguishedName()
    thisUpdate = try fields.certificateListTime()
    nextUpdate =
      fields.nextTag == .utcTime || fields.nextTag == .generalizedTime ? try fields.certificateListTime() : nil
    entries = try CertificateListEntries(reading: &fields, version: version)
    let place = fields.position
    extensions = try CertificateList.extensions(&fields, version: version)
    number = try CertificateList.number(extensions, at: place)
    authorityKeyIdentifier = try CertificateList.authorityKeyIdentifier(extensions, at: place)

    let algorithmPlace = outer.position
    // RFC 5280 5.1.1.2: the same inside and outside, or the signature's algorithm is not protected by it.
    guard try outer.algorithmIdentifier() == signatureAlgorithm else { throw DERError(.value, at: algorithmPlace) }
    signature = outer.copy(try outer.octetAlignedBitString())
    try outer.finish()
    self.der = der
  }

  /// The extension with this identifier.
  package func certificateExtension(_ oid: OID) -> CertificateExtension? {
    extensions.first { $0.oid == oid }
  }

  private static func extensions(
    _ fields: inout DERReader, version: Int
  ) throws(DERError) -> [CertificateExtension] {
    let place = fields.position
    guard !fields.isAtEnd else { return [] }
    guard version == 2 else { throw DERError(.value, at: place) }
    var wrapper = try fields.enter(.contextConstructed(0))
    let extensions = try wrapper.certificateExtensions()
    try wrapper.finish()
    try fields.finish()
    return extensions
  }

  /// RFC 5280 5.2.3: not negative, at most 20 octets.
  private static func number(_ extensions: [CertificateExtension], at place: Int) throws(DERError) -> [UInt8]? {
    guard let value = extensions.first(where: { $0.oid == .crlNumber })?.value else { return nil }
    var reader = DERReader(value)
    guard let octets = try? reader.integerOctets(), reader.isAtEnd, octets.count <= 20,
      let sign = octets.first, sign < 0x80
    else { throw DERError(.value, at: place) }
    return Array(octets.drop { $0 == 0 })
  }

  private static func authorityKeyIdentifier(
    _ extensions: [CertificateExtension], at place: Int
  ) throws(DERError) -> AuthorityKeyIdentifier? {
    guard let value = extensions.first(where: { $0.oid == .authorityKeyIdentifier })?.value else { return nil }
    // Places inside the value mean nothing to who looks at the CRL.
    guard let identifier = try? AuthorityKeyIdentifier(extensionValue: value) else {
      throw DERError(.value, at: place)
    }
    return identifier
  }
}

extension DERReader {
  /// RFC 5280 5.1.2.1: absent for version 1, otherwise version 2, which is written 1.
  fileprivate mutating func certificateListVersion() throws(DERError) -> Int {
    guard nextTag == .integer else { return 1 }
    let place = position
    guard try integer() == 1 else { throw DERError(.value, at: place) }
    return 2
  }

  /// RFC 5280 5.1.2.4 to 5.1.2.6: UTCTime through the year 2049.
  mutating func certificateListTime() throws(DERError) -> UTCInstant {
    let place = position
    let isGeneralized = nextTag == .generalizedTime
    let instant = try time()
    guard !isGeneralized || instant.seconds >= DERReader.firstSecondOf2050 else { throw DERError(.time, at: place) }
    return instant
  }

  private static let firstSecondOf2050: Int64 = 2_524_608_000
}
