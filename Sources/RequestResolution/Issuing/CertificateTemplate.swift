package import Configuration
import DERCoding
import PKIModel

/// The parts of a certificate that are the same for all requests of an RA profile, encoded once.
package final class CertificateTemplate: Sendable {
  /// The extensions that the certificate profile writes, for keys that can encipher (RSA) and for those that cannot.
  private let fixed: (enciphering: FixedExtensions, other: FixedExtensions)
  /// version, as it stands in front of the serial number.
  private let version: [UInt8]
  private let signatureAlgorithm: [UInt8]
  let issuer: DistinguishedName

  private struct FixedExtensions: Sendable {
    let extensions: [CertificateExtension]
    let encoded: [UInt8]

    init(_ extensions: [CertificateExtension]) {
      self.extensions = extensions
      var writer = DERWriter(capacity: 256)
      for next in extensions { next.write(to: &writer) }
      encoded = writer.bytes
    }
  }

  package init(profile: CertificateProfile, issuer: Issuer) {
    fixed = (
      FixedExtensions(CertificateTemplate.extensions(profile, profile.keyUsage, issuer)),
      // RFC 8813 3, RFC 8410 5: a key that only signs or agrees on keys does not assert the encipherments.
      FixedExtensions(
        CertificateTemplate.extensions(
          profile, profile.keyUsage.subtracting([.keyEncipherment, .dataEncipherment]), issuer))
    )
    var writer = DERWriter()
    writer.constructed(.contextConstructed(0)) { $0.integer(2) }
    version = writer.bytes
    writer.removeAll()
    issuer.signatureAlgorithm.write(to: &writer)
    signatureAlgorithm = writer.bytes
    self.issuer = issuer.certificate.tbs.subject
  }

  private static func extensions(
    _ profile: CertificateProfile, _ keyUsage: KeyUsage, _ issuer: Issuer
  ) -> [CertificateExtension] {
    var extensions = [CertificateExtension.authorityKeyIdentifier(issuer.keyIdentifier)]
    if profile.hasBasicConstraints { extensions.append(.basicConstraints(isCA: false)) }
    if !keyUsage.isEmpty { extensions.append(keyUsage.asExtension) }
    if !profile.extendedKeyUsage.isEmpty { extensions.append(ExtendedKeyUsage.asExtension(profile.extendedKeyUsage)) }
    if !profile.policies.isEmpty { extensions.append(.certificatePolicies(profile.policies)) }
    if !profile.crlDistributionPoints.isEmpty {
      extensions.append(.crlDistributionPoints(profile.crlDistributionPoints))
    }
    if !profile.ocspResponders.isEmpty || !profile.caIssuers.isEmpty {
      extensions.append(.authorityInfoAccess(ocsp: profile.ocspResponders, caIssuers: profile.caIssuers))
    }
    return extensions
  }

  /// What the profile writes for a key.
  func extensions(for key: SubjectPublicKeyInfo) -> [CertificateExtension] { fixedExtensions(key).extensions }

  private func fixedExtensions(_ key: SubjectPublicKeyInfo) -> FixedExtensions {
    if case .rsa = key.kind { return fixed.enciphering }
    return fixed.other
  }

  /// The bytes to be signed (TBSCertificate, RFC 5280 4.1).
  func tbs(serialNumber: SerialNumber, validity: Validity, material: CertificateMaterial) -> [UInt8] {
    var writer = DERWriter(capacity: 1024)
    writer.sequence {
      $0.raw(version)
      $0.positiveInteger(serialNumber.magnitude)
      $0.raw(signatureAlgorithm)
      $0.raw(issuer.der)
      validity.write(to: &$0)
      $0.raw(material.subject.der)
      $0.raw(material.request.publicKey.der)
      $0.constructed(.contextConstructed(3)) { $0.sequence { write(material, to: &$0) } }
    }
    return writer.bytes
  }

  private func write(_ material: CertificateMaterial, to writer: inout DERWriter) {
    CertificateExtension.subjectKeyIdentifier(material.keyIdentifier).write(to: &writer)
    writer.raw(fixedExtensions(material.request.publicKey).encoded)
    if !material.altNames.isEmpty {
      // RFC 5280 4.2.1.6: critical where the subject is empty.
      CertificateExtension.subjectAltName(material.altNames, isCritical: material.subject.isEmpty).write(to: &writer)
    }
    for copied in material.copiedExtensions { copied.write(to: &writer) }
  }
}
