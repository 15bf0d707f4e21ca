package import DERCoding

/// A certificate that was asked for and waits until somebody has it issued: what is decided of it, nothing signed.
///
/// The ledger never changes it: the certificate is in state `requested` as long as there is no certificate with the
/// UUID, and in that one's state afterwards.
package final class SubmittedRequest: Sendable {
  /// The UUID that the certificate will have; it follows from authority and serial number.
  package let uuid: UniqueID
  package let authority: UniqueID
  package let raProfile: UniqueID
  package let serialNumber: SerialNumber
  package let subject: DistinguishedName
  package let altNames: [GeneralName]
  /// Extensions that attributes or the certificate request gave.
  package let extensions: [CertificateExtension]
  /// Days of validity that were asked for; nil leaves it to the profile.
  package let validityDays: Int?
  /// The certificate request, DER.
  package let request: [UInt8]
  /// Members `issueAttributes` and `customAttributes`, as JSON without braces.
  package let attributes: [UInt8]

  package init(
    uuid: UniqueID, authority: UniqueID, raProfile: UniqueID, serialNumber: SerialNumber, subject: DistinguishedName,
    altNames: [GeneralName], extensions: [CertificateExtension], validityDays: Int?, request: [UInt8],
    attributes: [UInt8]
  ) {
    self.uuid = uuid
    self.authority = authority
    self.raProfile = raProfile
    self.serialNumber = serialNumber
    self.subject = subject
    self.altNames = altNames
    self.extensions = extensions
    self.validityDays = validityDays
    self.request = request
    self.attributes = attributes
  }

  /// Names and extensions as one DER element: SEQUENCE { subject Name, SEQUENCE OF GeneralName, SEQUENCE OF Extension }.
  package var content: [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.raw(subject.der)
      $0.sequence { for name in altNames { name.write(to: &$0) } }
      $0.sequence { for next in extensions { next.write(to: &$0) } }
    }
    return writer.bytes
  }

  /// Reads what `content` gave.
  package static func read(
    content: [UInt8]
  ) throws(DERError) -> (subject: DistinguishedName, altNames: [GeneralName], extensions: [CertificateExtension]) {
    var reader = DERReader(content)
    var fields = try reader.enter(.sequence)
    try reader.finish()
    let subject = try fields.distinguishedName()
    let altNames = try fields.isEmptySequence() ? [] : fields.generalNames()
    let extensions = try fields.isEmptySequence() ? [] : fields.certificateExtensions()
    try fields.finish()
    return (subject, altNames, extensions)
  }
}

extension SubmittedRequest: Hashable {
  package static func == (left: SubmittedRequest, right: SubmittedRequest) -> Bool {
    left.uuid == right.uuid && left.authority == right.authority && left.raProfile == right.raProfile
      && left.serialNumber == right.serialNumber && left.content == right.content
      && left.validityDays == right.validityDays && left.request == right.request && left.attributes == right.attributes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(uuid) }
}

extension DERReader {
  /// Passes an empty SEQUENCE over; false, and nothing is passed, where the next element is another one.
  fileprivate mutating func isEmptySequence() throws(DERError) -> Bool {
    var ahead = self
    guard try ahead.enter(.sequence).isAtEnd else { return false }
    self = ahead
    return true
  }
}
