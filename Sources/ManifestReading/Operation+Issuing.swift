extension Operation {
  /// Whether a success makes a certificate.
  package var issues: Bool {
    switch self {
    case .issueCertificate, .issueNewCertificate, .renewCertificate, .rekeyCertificate, .legacyIssueCertificate: true
    default: false
    }
  }
}
