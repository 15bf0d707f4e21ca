import DERCoding

/// The entries of a CRL that has been checked, decoded one at a time.
package struct CertificateListEntries: Sequence, Sendable {
  /// How many there are.
  package let count: Int
  private let contents: DERReader

  /// Checks all entries of revokedCertificates, which is absent where nothing is revoked (RFC 5280 5.1.2.6).
  init(reading fields: inout DERReader, version: Int) throws(DERError) {
    guard fields.nextTag == .sequence else {
      contents = DERReader([])
      count = 0
      return
    }
    let place = fields.position
    contents = try fields.enter(.sequence)
    guard !contents.isAtEnd else { throw DERError(.value, at: place) }
    var entries = contents
    var count = 0
    while !entries.isAtEnd {
      let start = entries.position
      let entry = try CertificateListEntry(reading: &entries)
      guard version == 2 || entry.extensions.isEmpty else { throw DERError(.value, at: start) }
      count += 1
    }
    self.count = count
  }

  /// Begins with the first entry.
  package func makeIterator() -> Iterator { Iterator(entries: contents) }

  /// Stands between two entries.
  package struct Iterator: IteratorProtocol {
    fileprivate var entries: DERReader

    /// The next entry; nil behind the last one.
    package mutating func next() -> CertificateListEntry? {
      // Every entry was read once when the CRL was: an error cannot come now.
      entries.isAtEnd ? nil : try? CertificateListEntry(reading: &entries)
    }
  }
}
