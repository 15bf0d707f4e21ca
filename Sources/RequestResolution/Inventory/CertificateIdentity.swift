import Configuration
import PKIModel

/// How a certificate's UUID follows from what it is.
struct CertificateIdentity {
  let context: ResolutionContext
  let cryptography: any RequestCryptography

  /// The UUID of the certificate with a serial number under an authority.
  static func uuid(
    _ serial: SerialNumber, under authority: UniqueID, _ cryptography: any RequestCryptography
  ) -> UniqueID? {
    UniqueID(ofCertificate: serial, digest: cryptography.sha256(authority.octets + serial.magnitude))
  }

  /// What a certificate is called that may be anybody's: the home's if one of its authorities has signed it.
  ///
  /// Nobody vouches for the issuer and the serial number of any other, so that its UUID follows from its octets.
  func names(of certificate: Certificate) -> (uuid: UniqueID, authority: UniqueID)? {
    let serial = certificate.tbs.serialNumber
    if let authority = context.issuers(named: certificate.tbs.issuer).first(where: { isSigned(certificate, by: $0) })?
      .authority.uuid
    {
      return CertificateIdentity.uuid(serial, under: authority, cryptography).map { ($0, authority) }
    }
    guard let uuid = UniqueID(ofCertificate: serial, digest: cryptography.sha256(certificate.der)),
      let issuer = UniqueID(digest: cryptography.sha256(certificate.tbs.issuer.der))
    else { return nil }
    return (uuid, issuer)
  }

  /// Whether an authority has signed a certificate, by its name and by its key.
  func isSigned(_ certificate: Certificate, by issuer: Issuer) -> Bool {
    issuer.certificate.tbs.subject.isEquivalent(to: certificate.tbs.issuer)
      && cryptography.verifySignature(of: certificate, by: issuer.certificate.tbs.publicKey) == .valid
  }
}
