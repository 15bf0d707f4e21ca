extension Operation {
  /// Whether a success makes a certificate.
  package var issues: Bool {
    switch self {
    case .issueCertificate, .issueNewCertificate, .renewCertificate, .rekeyCertificate, .legacyIssueCertificate: true
    default: false
    }
  }

  /// Whether `@` and the id of a request with this operation name its certificate.
  ///
  /// What a certificate has in common with other requests is known by its name alone; with two names, requests for one
  /// certificate could pass each other.
  package var namesCertificate: Bool {
    self == .submitCertificateRequest || (issues && self != .issueNewCertificate)
  }
}
