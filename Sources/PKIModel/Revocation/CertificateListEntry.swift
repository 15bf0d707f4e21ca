import DERCoding

/// One entry of a CRL as it was read (RFC 5280 5.1.2.6).
package struct CertificateListEntry: Hashable, Sendable {
  package let serialNumber: SerialNumber
  package let revocationDate: UTCInstant
  /// CRLReason (5.3.1): 0 where it is absent, 8 for removeFromCRL, which no revocation has.
  package let reasonCode: Int
  /// When the key is known or suspected to have been lost (5.3.2).
  package let invalidityDate: UTCInstant?
  /// All extensions, the decoded ones among them.
  package let extensions: [CertificateExtension]

  /// The reason; nil for removeFromCRL.
  package var reason: RevocationReason? { RevocationReason(rawValue: reasonCode) }

  init(reading entries: inout DERReader) throws(DERError) {
    var fields = try entries.enter(.sequence)
    serialNumber = try fields.serialNumber()
    revocationDate = try fields.certificateListTime()
    let place = fields.position
    extensions = fields.isAtEnd ? [] : try fields.certificateExtensions()
    try fields.finish()
    var reasonCode = 0
    var invalidityDate: UTCInstant?
    for one in extensions {
      var value = DERReader(one.value)
      do {
        switch one.oid {
        case .reasonCode: reasonCode = try value.reasonCode()
        case .invalidityDate: invalidityDate = try value.invalidityDate()
        default: continue
        }
        try value.finish()
      } catch {
        throw DERError(error.rule, at: place)
      }
    }
    self.reasonCode = reasonCode
    self.invalidityDate = invalidityDate
  }
}

extension DERReader {
  /// CRLReason: 0 to 10, of which 7 is not used.
  fileprivate mutating func reasonCode() throws(DERError) -> Int {
    let code = try integer(.enumerated)
    guard (0...10).contains(code), code != 7 else { throw DERError(.value, at: 0) }
    return code
  }

  /// RFC 5280 5.3.2: GeneralizedTime, whatever the year.
  fileprivate mutating func invalidityDate() throws(DERError) -> UTCInstant {
    guard nextTag == .generalizedTime else { throw DERError(.unexpectedTag, at: position) }
    return try time()
  }
}
