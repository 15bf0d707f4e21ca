import PKIModel

/// A certificate as filters see it, signed or not.
struct SearchedCertificate {
  let record: CertificateRecord
  let summary: TBSSummary

  /// Nil where its bytes are not a certificate.
  init?(_ record: CertificateRecord) {
    guard let summary = try? TBSSummary(der: record.tbs) else { return nil }
    self.record = record
    self.summary = summary
  }
}
