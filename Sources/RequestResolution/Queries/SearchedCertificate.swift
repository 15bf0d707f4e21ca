import PKIModel

/// A certificate as filters see it: signed, about to be, or only submitted.
struct SearchedCertificate {
  let subject: DistinguishedName
  let state: CertificateState
  /// These are nil where the certificate has none yet.
  let serialNumber: SerialNumber?
  let validity: Validity?
  let fingerprint: [UInt8]?
  private let summary: TBSSummary?

  /// Read only when it is asked for.
  var issuer: DistinguishedName? { summary?.issuer }

  /// Nil where its bytes are not a certificate.
  init?(_ record: CertificateRecord) {
    guard let summary = try? TBSSummary(der: record.tbs) else { return nil }
    self.summary = summary
    subject = summary.subject
    state = record.state
    serialNumber = summary.serialNumber
    validity = summary.validity
    fingerprint = record.fingerprint
  }

  init(_ submission: SubmittedRequest) {
    subject = submission.subject
    state = .requested
    (serialNumber, validity, fingerprint, summary) = (nil, nil, nil, nil)
  }
}
