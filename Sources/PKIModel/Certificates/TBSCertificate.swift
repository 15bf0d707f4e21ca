import DERCoding

/// The part of a certificate that is signed (RFC 5280 4.1.1.1), version 3.
package struct TBSCertificate: Sendable {
  package let serialNumber: SerialNumber
  package let signatureAlgorithm: AlgorithmIdentifier
  package let issuer: DistinguishedName
  package let validity: Validity
  package let subject: DistinguishedName
  package let publicKey: SubjectPublicKeyInfo
  package let extensions: [CertificateExtension]

  package init(
    serialNumber: SerialNumber, signatureAlgorithm: AlgorithmIdentifier, issuer: DistinguishedName, validity: Validity,
    subject: DistinguishedName, publicKey: SubjectPublicKeyInfo, extensions: [CertificateExtension]
  ) {
    self.serialNumber = serialNumber
    self.signatureAlgorithm = signatureAlgorithm
    self.issuer = issuer
    self.validity = validity
    self.subject = subject
    self.publicKey = publicKey
    self.extensions = extensions
  }

  /// The bytes to be signed.
  package var der: [UInt8] {
    var writer = DERWriter(capacity: 768)
    writer.sequence {
      $0.constructed(.contextConstructed(0)) { $0.integer(2) }
      $0.positiveInteger(serialNumber.magnitude)
      signatureAlgorithm.write(to: &$0)
      $0.raw(issuer.der)
      validity.write(to: &$0)
      $0.raw(subject.der)
      $0.raw(publicKey.der)
      $0.constructed(.contextConstructed(3)) {
        $0.sequence { for extension_ in extensions { extension_.write(to: &$0) } }
      }
    }
    return writer.bytes
  }
}

/// A structure of the form SIGNED { … } (RFC 5280 4.1, 5.1): certificates and CRLs alike.
package enum SignedStructure {
  /// Puts together the signed bytes, the algorithm and the signature.
  package static func der(signed: [UInt8], algorithm: AlgorithmIdentifier, signature: [UInt8]) -> [UInt8] {
    var writer = DERWriter(capacity: signed.count + signature.count + 32)
    writer.sequence {
      $0.raw(signed)
      algorithm.write(to: &$0)
      $0.bitString(signature)
    }
    return writer.bytes
  }

  /// The same with an algorithm that is encoded already.
  package static func der(signed: [UInt8], encodedAlgorithm: [UInt8], signature: [UInt8]) -> [UInt8] {
    var writer = DERWriter(capacity: signed.count + signature.count + 32)
    writer.sequence {
      $0.raw(signed)
      $0.raw(encodedAlgorithm)
      $0.bitString(signature)
    }
    return writer.bytes
  }
}
