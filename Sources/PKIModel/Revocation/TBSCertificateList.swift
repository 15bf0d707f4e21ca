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
        Entry.writeExtensions(reason, invalidityDate, to: &$0)
      }
    }

    fileprivate static func writeExtensions(
      _ reason: RevocationReason, _ invalidityDate: UTCInstant?, to writer: inout DERWriter
    ) {
      guard reason != .unspecified || invalidityDate != nil else { return }
      writer.sequence {
        if reason != .unspecified {
          CertificateExtension(.reasonCode) { $0.integer(reason.rawValue, .enumerated) }.write(to: &$0)
        }
        if let invalidityDate {
          CertificateExtension(.invalidityDate) { $0.generalizedTime(invalidityDate) }.write(to: &$0)
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

  /// Writes what is to be signed; `entries` writes the entries one behind the other.
  package func write(
    to writer: inout DERWriter, entries: (inout DERWriter) throws -> Void
  ) rethrows {
    let list = writer.begin(.sequence)
    writer.integer(1)
    signatureAlgorithm.write(to: &writer)
    writer.raw(issuer.der)
    writer.time(thisUpdate)
    writer.time(nextUpdate)
    let revoked = writer.begin(.sequence)
    try entries(&writer)
    // RFC 5280 5.1.2.6: the list is absent where nothing is revoked.
    if writer.bytes.count > revoked { writer.end(revoked) } else { writer.removeEmpty(revoked) }
    writer.constructed(.contextConstructed(0)) {
      $0.sequence {
        CertificateExtension.authorityKeyIdentifier(authorityKeyIdentifier).write(to: &$0)
        CertificateExtension(.crlNumber) { $0.integer(number) }.write(to: &$0)
      }
    }
    writer.end(list)
  }

  /// The bytes to be signed.
  package func der(entries: (inout DERWriter) throws -> Void) rethrows -> [UInt8] {
    var writer = DERWriter()
    try write(to: &writer, entries: entries)
    return writer.bytes
  }
}

/// Writes the entries of a list, of which there may be millions, with what they have in common encoded once.
package struct CertificateListEntryWriter {
  private var date: UTCInstant?
  private var encodedDate: [UInt8] = []
  private let encodedReasons: [RevocationReason: [UInt8]]

  package init() {
    let pairs = RevocationReason.allCases.map { reason in
      var writer = DERWriter()
      TBSCertificateList.Entry.writeExtensions(reason, nil, to: &writer)
      return (reason, writer.bytes)
    }
    encodedReasons = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Writes the next entry.
  package mutating func write(_ entry: TBSCertificateList.Entry, to writer: inout DERWriter) {
    guard entry.invalidityDate == nil, let extensions = encodedReasons[entry.reason] else {
      entry.write(to: &writer)
      return
    }
    if date != entry.revocationDate {
      var time = DERWriter()
      time.time(entry.revocationDate)
      (date, encodedDate) = (entry.revocationDate, time.bytes)
    }
    let start = writer.begin(.sequence)
    writer.positiveInteger(entry.serialNumber.magnitude)
    writer.raw(encodedDate)
    writer.raw(extensions)
    writer.end(start)
  }
}
