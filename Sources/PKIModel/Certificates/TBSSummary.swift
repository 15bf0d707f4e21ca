package import DERCoding

/// The fields of a TBSCertificate that results and reports show, read without the rest of it.
package struct TBSSummary: Sendable {
  package let serialNumber: SerialNumber
  package let validity: Validity
  /// The subject's name as RFC 4514 text, as `DistinguishedName.description` has it.
  package let subjectText: String
  private let der: [UInt8]
  private let algorithm: Range<Int>
  private let issuerName: Range<Int>
  private let subjectName: Range<Int>

  /// From the bytes of a TBSCertificate.
  package init(der: [UInt8]) throws(DERError) {
    self.der = der
    var reader = DERReader(der)
    var fields = try reader.enter(.sequence)
    _ = try fields.next(.contextConstructed(0))
    let place = fields.position
    guard let serial = SerialNumber(magnitude: try fields.integerOctets()) else { throw DERError(.value, at: place) }
    serialNumber = serial
    algorithm = try fields.next(.sequence).whole
    issuerName = try fields.next(.sequence).whole
    validity = try fields.validity()
    let start = fields.position
    subjectText = try fields.distinguishedNameText()
    subjectName = start..<fields.position
  }

  /// The encoded AlgorithmIdentifier of the signature.
  package var signatureAlgorithm: [UInt8] { Array(der[algorithm]) }

  /// The subject's name.
  package var subject: DistinguishedName { name(subjectName) }

  /// The issuer's name, empty where it is malformed.
  package var issuer: DistinguishedName { name(issuerName) }

  /// The issuer's name as RFC 4514 text, empty where it is malformed.
  package var issuerText: String {
    var reader = DERReader(der, in: issuerName)
    return (try? reader.distinguishedNameText()) ?? ""
  }

  // Names are read only when they are asked for: results show the subject's text, and most of them nothing more.
  private func name(_ place: Range<Int>) -> DistinguishedName {
    var reader = DERReader(der, in: place)
    return (try? reader.distinguishedName()) ?? .empty
  }
}
