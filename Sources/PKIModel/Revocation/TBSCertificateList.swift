package import DERCoding

/// The part of a full CRL that is signed (RFC 5280 5.1.1.1), version 2.
package struct TBSCertificateList: Sendable {
  /// One revoked certificate.
  package struct Entry: Hashable, Sendable {
    package let serialNumber: SerialNumber
    package let revocationDate: UTCInstant
    package let reason: RevocationReason
    package let invalidityDate: UTCInstant?

    package init(
      serialNumber: SerialNumber, revocationDate: UTCInstant, reason: RevocationReason, invalidityDate: UTCInstant?
    ) {
      self.serialNumber = serialNumber
      self.revocationDate = revocationDate
      self.reason = reason
      self.invalidityDate = invalidityDate
    }

    /// Writes the SEQUENCE; reason `unspecified` is expressed by absence (5.3.1).
    package func write(to writer: inout DERWriter) {
      writer.sequence {
        $0.positiveInteger(serialNumber.magnitude)
        $0.time(revocationDate)
        guard reason != .unspecified || invalidityDate != nil else { return }
        $0.sequence {
          if reason != .unspecified {
            CertificateExtension(.reasonCode) { $0.integer(reason.rawValue, .enumerated) }.write(to: &$0)
          }
          if let invalidityDate {
            CertificateExtension(.invalidityDate) { $0.generalizedTime(invalidityDate) }.write(to: &$0)
          }
        }
      }
    }
  }

  package let signatureAlgorithm: AlgorithmIdentifier
  package let issuer: DistinguishedName
  package let thisUpdate: UTCInstant
  package let nextUpdate: UTCInstant
  package let authorityKeyIdentifier: [UInt8]
  /// Greater than that of each earlier CRL of the issuer (5.2.3).
  package let number: Int

  package init(
    signatureAlgorithm: AlgorithmIdentifier, issuer: DistinguishedName, thisUpdate: UTCInstant, nextUpdate: UTCInstant,
    authorityKeyIdentifier: [UInt8], number: Int
  ) {
    self.signatureAlgorithm = signatureAlgorithm
    self.issuer = issuer
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.authorityKeyIdentifier = authorityKeyIdentifier
    self.number = number
  }

  /// The bytes to be signed, with entries that `Entry.write` has encoded one behind the other.
  package func der(encodedEntries: [UInt8]) -> [UInt8] {
    var writer = DERWriter(capacity: encodedEntries.count + 512)
    writer.sequence {
      $0.integer(1)
      signatureAlgorithm.write(to: &$0)
      $0.raw(issuer.der)
      $0.time(thisUpdate)
      $0.time(nextUpdate)
      // RFC 5280 5.1.2.6: the list is absent where nothing is revoked.
      if !encodedEntries.isEmpty { $0.element(.sequence, encodedEntries) }
      $0.constructed(.contextConstructed(0)) {
        $0.sequence {
          CertificateExtension.authorityKeyIdentifier(authorityKeyIdentifier).write(to: &$0)
          CertificateExtension(.crlNumber) { $0.integer(number) }.write(to: &$0)
        }
      }
    }
    return writer.bytes
  }
}
