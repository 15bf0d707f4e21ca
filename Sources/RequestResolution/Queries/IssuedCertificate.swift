import DERCoding
package import PKIModel

/// A certificate of the ledger put together: its DER and what results show of it.
package final class IssuedCertificate: Sendable {
  package let record: CertificateRecord
  package let summary: TBSSummary
  package let der: [UInt8]
  package let fingerprint: [UInt8]

  /// Nil where the certificate has no signature yet, or its bytes are not a certificate.
  package init?(_ record: CertificateRecord) {
    guard let signature = record.signature, let fingerprint = record.fingerprint,
      let summary = try? TBSSummary(der: record.tbs)
    else { return nil }
    self.record = record
    self.summary = summary
    self.fingerprint = fingerprint
    der = SignedStructure.der(
      signed: record.tbs, encodedAlgorithm: summary.signatureAlgorithm, signature: signature)
  }
}
