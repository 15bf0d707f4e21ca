/// A CRL that was signed; its octets, which may be many, lie in the ledger beside it.
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
