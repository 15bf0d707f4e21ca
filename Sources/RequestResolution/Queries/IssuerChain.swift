import Configuration
import DocumentModel
import PKIModel

/// An authority's certificates as CertificateDetailDto[], its own first, the root's last.
struct IssuerChain {
  private let certificates: [(issued: IssuedCertificate, issuerSerialNumber: SerialNumber)]

  init(_ issuer: Issuer, _ cryptography: any RequestCryptography) {
    let chain = issuer.chain
    certificates = chain.enumerated().compactMap { index, certificate in
      let fingerprint = cryptography.sha256(certificate.der)
      let parent = index + 1 < chain.count ? chain[index + 1] : certificate
      // No certificate of the ledger: its UUID follows from its octets.
      guard let uuid = UniqueID(ofCertificate: certificate.tbs.serialNumber, digest: fingerprint),
        let issued = IssuedCertificate(
          CertificateRecord(
            uuid: uuid, authority: issuer.authority.uuid, raProfile: issuer.authority.uuid,
            serialNumber: certificate.tbs.serialNumber, state: .issued,
            tbs: Array(certificate.der[certificate.signedRange]), signature: certificate.signature,
            fingerprint: fingerprint, request: nil))
      else { return nil }
      return (issued, parent.tbs.serialNumber)
    }
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.array(certificates) { writer, certificate in
      CertificateDetail(certificate.issued, issuerSerialNumber: certificate.issuerSerialNumber, raProfile: nil)
        .write(to: &writer)
    }
    return writer.bytes
  }
}
