package import DERCoding

/// The fields of a TBSCertificate that results and reports show, read without the rest of it.
package struct TBSSummary: Sendable {
  package let serialNumber: SerialNumber
  /// The encoded AlgorithmIdentifier of the signature.
  package let signatureAlgorithm: [UInt8]
  package let validity: Validity
  package let subject: DistinguishedName
  private let issuerDER: [UInt8]

  /// From the bytes of a TBSCertificate.
  package init(der: [UInt8]) throws(DERError) {
    var reader = DERReader(der)
    var fields = try reader.enter(.sequence)
    _ = try fields.next(.contextConstructed(0))
    let place = fields.position
    guard let serial = SerialNumber(magnitude: try fields.integerOctets()) else { throw DERError(.value, at: place) }
    serialNumber = serial
    signatureAlgorithm = fields.copy(try fields.next(.sequence).whole)
    issuerDER = fields.copy(try fields.next(.sequence).whole)
    validity = try fields.validity()
    subject = try fields.distinguishedName()
  }

  /// The issuer's name, read when it is asked for: results do not show it. Empty where it is malformed.
  package var issuer: DistinguishedName {
    var reader = DERReader(issuerDER)
    return (try? reader.distinguishedName()) ?? .empty
  }
}
