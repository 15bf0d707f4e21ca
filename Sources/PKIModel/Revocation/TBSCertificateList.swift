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

  /// What stands before the entries and behind them, where these take that many octets.
  package func parts(entryOctets: Int) -> (head: [UInt8], tail: [UInt8]) {
    var front = DERWriter()
    front.integer(1)
    signatureAlgorithm.write(to: &front)
    front.raw(issuer.der)
    front.time(thisUpdate)
    front.time(nextUpdate)
    // RFC 5280 5.1.2.6: the list is absent where nothing is revoked.
    if entryOctets > 0 { front.header(.sequence, contentOctets: entryOctets) }
    var tail = DERWriter()
    tail.constructed(.contextConstructed(0)) {
      $0.sequence {
        CertificateExtension.authorityKeyIdentifier(authorityKeyIdentifier).write(to: &$0)
        CertificateExtension(.crlNumber) { $0.integer(number) }.write(to: &$0)
      }
    }
    var head = DERWriter()
    head.header(.sequence, contentOctets: front.bytes.count + entryOctets + tail.bytes.count)
    head.raw(front.bytes)
    return (head.bytes, tail.bytes)
  }

  /// The bytes to be signed; the entries stand encoded one behind the other.
  package func der(entries: [UInt8]) -> [UInt8] {
    let (head, tail) = parts(entryOctets: entries.count)
    return head + entries + tail
  }
}

/// Writes the entries of a list, of which there may be millions, with what they have in common encoded once.
package struct CertificateListEntryWriter {
  private var last: (date: UTCInstant, reason: RevocationReason)?
  /// What stands behind the serial number of an entry like the last one.
  private var ending: [UInt8] = []

  package init() {}

  /// Writes the next entry.
  /// - Parameter serialNumber: Its magnitude without leading zeros.
  package mutating func write(
    serialNumber: UnsafeRawBufferPointer, revocationDate: UTCInstant, reason: RevocationReason,
    invalidityDate: UTCInstant?, to writer: inout DERWriter
  ) {
    if last?.date != revocationDate || last?.reason != reason || invalidityDate != nil {
      var common = DERWriter()
      common.time(revocationDate)
      TBSCertificateList.Entry.writeExtensions(reason, invalidityDate, to: &common)
      ending = common.bytes
      last = invalidityDate == nil ? (revocationDate, reason) : nil
    }
    let start = writer.begin(.sequence)
    writer.positiveInteger(serialNumber)
    writer.raw(ending)
    writer.end(start)
  }
}
