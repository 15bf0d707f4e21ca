import PKIModel

/// What a request wants to know of the ledger.
enum QueryTask: Sendable {
  case certificate(CertificateTarget)
  /// What happened to a certificate.
  case history(CertificateTarget)
  case certificates(CertificateSearch)
  case crl(authority: UniqueID)
}
