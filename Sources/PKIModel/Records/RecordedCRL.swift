/// A CRL that was signed; its octets, which may be many, come from the ledger in parts.
package struct RecordedCRL: Hashable, Sendable {
  package let authority: UniqueID
  package let number: Int
  package let thisUpdate: UTCInstant
  package let nextUpdate: UTCInstant
  /// How many revocations it lists.
  package let entryCount: Int

  package init(
    authority: UniqueID, number: Int, thisUpdate: UTCInstant, nextUpdate: UTCInstant, entryCount: Int
  ) {
    self.authority = authority
    self.number = number
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.entryCount = entryCount
  }
}

/// A CRL without its entries, which follow from the revocations on record: what cannot be made a second time.
package struct CRLFrame: Hashable, Sendable {
  /// The octets before the entries.
  package let head: [UInt8]
  /// The octets behind the entries, the signature among them.
  package let tail: [UInt8]
  /// SHA-256 of the whole CRL.
  package let digest: [UInt8]

  package init(head: [UInt8], tail: [UInt8], digest: [UInt8]) {
    self.head = head
    self.tail = tail
    self.digest = digest
  }
}
