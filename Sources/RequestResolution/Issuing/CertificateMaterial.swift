import Diagnostics
import PKIModel

/// A certificate request whose signature was verified and whose key is allowed.
struct VerifiedRequest: Sendable {
  let request: CertificationRequest
  let keyIdentifier: [UInt8]
}

/// Everything that goes into a certificate but serial number, issuer and times.
struct CertificateMaterial: Sendable {
  let request: CertificationRequest
  let keyIdentifier: [UInt8]
  let subject: DistinguishedName
  let altNames: [GeneralName]
  let copiedExtensions: [CertificateExtension]
  /// What was asked for and does not enter the certificate.
  let warnings: [Finding]
}
