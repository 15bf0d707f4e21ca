import Diagnostics
import PKIModel

/// A certificate request whose proof of possession was verified and whose key is allowed.
struct VerifiedRequest: Sendable {
  let request: CertificateRequest
  let keyIdentifier: [UInt8]
}

/// Everything that goes into a certificate but serial number, issuer and times.
final class CertificateMaterial: Sendable {
  let request: CertificateRequest
  let keyIdentifier: [UInt8]
  let subject: DistinguishedName
  let altNames: [GeneralName]
  let copiedExtensions: [CertificateExtension]
  /// What was asked for and does not enter the certificate.
  let warnings: [Finding]

  init(
    request: CertificateRequest, keyIdentifier: [UInt8], subject: DistinguishedName, altNames: [GeneralName],
    copiedExtensions: [CertificateExtension], warnings: [Finding]
  ) {
    self.request = request
    self.keyIdentifier = keyIdentifier
    self.subject = subject
    self.altNames = altNames
    self.copiedExtensions = copiedExtensions
    self.warnings = warnings
  }
}
