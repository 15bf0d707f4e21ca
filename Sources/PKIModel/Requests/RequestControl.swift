package import DERCoding

/// A type and a value beside a CRMF template: a control, or registration information (RFC 4211 6, 7).
package struct RequestControl: Hashable, Sendable {
  package let type: OID
  /// The value's whole element.
  package let value: [UInt8]

  /// What people call the type.
  package var name: String { RequestControl.names[type] ?? type.description }

  private static let names: [OID: String] = [
    .registrationToken: "regToken", .authenticator: "authenticator",
    OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 3): "pkiPublicationInfo", .archiveOptions: "pkiArchiveOptions",
    .oldCertID: "oldCertID", OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 6): "protocolEncrKey",
    OID(1, 3, 6, 1, 5, 5, 7, 5, 2, 1): "utf8Pairs", OID(1, 3, 6, 1, 5, 5, 7, 5, 2, 2): "certReq",
  ]
}

/// The certificate that a request is to update or replace: CertId of the control oldCertID (RFC 4211 6.5).
package struct OldCertificateID: Hashable, Sendable {
  package let issuer: GeneralName
  package let serialNumber: SerialNumber
}

extension OID {
  package static let registrationToken = OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 1)
  package static let authenticator = OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 2)
  package static let archiveOptions = OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 4)
  package static let oldCertID = OID(1, 3, 6, 1, 5, 5, 7, 5, 1, 5)
}

extension DERReader {
  /// Reads a SEQUENCE OF AttributeTypeAndValue where there is one: at least one, none twice.
  package mutating func requestControls() throws(DERError) -> [RequestControl] {
    let start = position
    guard let sequence = try nextIf(.sequence) else { return [] }
    var elements = window(sequence)
    var controls: [RequestControl] = []
    while !elements.isAtEnd {
      let place = elements.position
      var fields = try elements.enter(.sequence)
      let type = try fields.objectIdentifier()
      let value = fields.copy(try fields.next().whole)
      try fields.finish()
      // Of two, one reader could take the first and another one the last.
      guard !controls.contains(where: { $0.type == type }) else { throw DERError(.value, at: place) }
      controls.append(RequestControl(type: type, value: value))
    }
    guard !controls.isEmpty else { throw DERError(.value, at: start) }
    return controls
  }

  /// Reads a CertId.
  package mutating func oldCertificateID() throws(DERError) -> OldCertificateID {
    var fields = try enter(.sequence)
    let issuer = try fields.generalName()
    let place = fields.position
    let octets = try fields.integerOctets()
    try fields.finish()
    guard let sign = octets.first, sign < 0x80, let serialNumber = SerialNumber(magnitude: octets) else {
      throw DERError(.value, at: place)
    }
    return OldCertificateID(issuer: issuer, serialNumber: serialNumber)
  }
}
