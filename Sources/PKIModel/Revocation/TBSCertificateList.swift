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

/// Writes the entries of a list, of which there may be millions: one like the last differs from it in the serial number.
package struct CertificateListEntryWriter {
  /// What the last entry says beside its serial number.
  private struct Terms: Equatable {
    let date: UTCInstant
    let reason: RevocationReason
    let invalidityDate: UTCInstant?
  }

  private var terms: Terms?
  /// The last entry, and where its serial number stands in it.
  private var entry: [UInt8] = []
  private var serialPlace = 0..<0

  package init() {}

  /// Writes the next entry.
  /// - Parameter serialNumber: Its magnitude without leading zeros.
  package mutating func write(
    serialNumber: UnsafeRawBufferPointer, revocationDate: UTCInstant, reason: RevocationReason,
    invalidityDate: UTCInstant?, to writer: inout DERWriter
  ) {
    let next = Terms(date: revocationDate, reason: reason, invalidityDate: invalidityDate)
    if next == terms, isLikeLast(serialNumber) {
      entry.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: $0[serialPlace]).copyMemory(from: serialNumber)
      }
    } else {
      make(serialNumber, next)
    }
    writer.raw(entry)
  }

  /// Whether a serial number is encoded with as many octets as the last.
  private func isLikeLast(_ serialNumber: UnsafeRawBufferPointer) -> Bool {
    guard let first = serialNumber.first, serialNumber.count == serialPlace.count else { return false }
    return (first < 0x80) == (entry[serialPlace.lowerBound] < 0x80)
  }

  private mutating func make(_ serialNumber: UnsafeRawBufferPointer, _ next: Terms) {
    var ending = DERWriter()
    ending.time(next.date)
    TBSCertificateList.Entry.writeExtensions(next.reason, next.invalidityDate, to: &ending)
    var whole = DERWriter()
    whole.sequence {
      $0.positiveInteger(serialNumber)
      $0.raw(ending.bytes)
    }
    entry = whole.bytes
    let end = entry.count - ending.bytes.count
    serialPlace = end - serialNumber.count..<end
    terms = next
  }
}
