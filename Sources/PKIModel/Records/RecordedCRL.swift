/// A CRL that was signed.
package struct RecordedCRL: Sendable {
  package let authority: UniqueID
  package let number: Int
  package let thisUpdate: UTCInstant
  package let nextUpdate: UTCInstant
  /// How many revocations it lists.
  package let entryCount: Int
  package let der: [UInt8]

  package init(
    authority: UniqueID, number: Int, thisUpdate: UTCInstant, nextUpdate: UTCInstant, entryCount: Int,
    der: [UInt8]
  ) {
    self.authority = authority
    self.number = number
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.entryCount = entryCount
    self.der = der
  }
}
