/// A UUID (RFC 9562): 16 octets, printed in lower case with hyphens.
package struct UniqueID: Hashable, Sendable, CustomStringConvertible {
  // Two words instead of an array: identifiers are copied and compared all the time.
  private let high: UInt64
  private let low: UInt64

  /// From exactly 16 octets; nil for any other number.
  package init?(octets: [UInt8]) {
    guard let id = octets.withUnsafeBytes({ UniqueID(octets: $0) }) else { return nil }
    self = id
  }

  /// From exactly 16 octets in place; nil for any other number.
  package init?(octets: UnsafeRawBufferPointer) {
    guard octets.count == 16 else { return nil }
    high = UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self))
    low = UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  private init(high: UInt64, low: UInt64, version: UInt64) {
    self.high = high & ~0xF000 | version << 12
    self.low = low & ~(3 << 62) | 2 << 62
  }

  /// The 16 octets.
  package var octets: [UInt8] { withOctets { Array($0) } }

  /// Reads the 16 octets in place.
  package func withOctets<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { try body($0) }
  }

  /// From the text form 8-4-4-4-12 of either case; nil for any other text.
  package init?(_ text: String) {
    var text = text
    guard let words = text.withUTF8(UniqueID.words) else { return nil }
    (high, low) = words
  }

  private static func words(_ text: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64)? {
    guard text.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for index in 0..<36 {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard text[index] == 0x2D else { return nil }
      } else {
        guard let digit = Hex.value(text[index]) else { return nil }
        words = (words.0 << 4 | words.1 >> 60, words.1 << 4 | UInt64(digit))
      }
    }
    return words
  }

  /// A version 4 UUID from 16 random octets; nil for any other number.
  package init?(random octets: [UInt8]) {
    guard let any = UniqueID(octets: octets) else { return nil }
    self.init(high: any.high, low: any.low, version: 4)
  }

  /// The UUID (version 8) of the certificate with a serial number under an authority.
  ///
  /// It follows from both, so that the ledger finds a certificate by either, and it begins like the serial number, so
  /// that what is issued together lies together.
  /// - Parameter digest: SHA-256 of the authority's UUID and the serial number; nil where it is shorter than 12 octets.
  package init?(ofCertificate serialNumber: SerialNumber, digest: [UInt8]) {
    guard digest.count >= 12 else { return nil }
    let prefix = serialNumber.magnitude.prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
    let high = digest.prefix(4).reduce(prefix) { $0 << 8 | UInt64($1) }
    let low = digest[4..<12].reduce(0) { $0 << 8 | UInt64($1) }
    self.init(high: high, low: low, version: 8)
  }

  /// A UUID (version 8) from the first 16 octets of a digest; nil for fewer.
  package init?(digest octets: [UInt8]) {
    guard let any = UniqueID(octets: Array(octets.prefix(16))) else { return nil }
    self.init(high: any.high, low: any.low, version: 8)
  }

  package var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      let place = UnsafeMutableRawBufferPointer(text)
      let second = Hex.digits(UInt32(truncatingIfNeeded: high))
      let third = Hex.digits(UInt32(truncatingIfNeeded: low >> 32))
      place.writeEight(Hex.digits(UInt32(truncatingIfNeeded: high >> 32)), at: 0)
      place.writeHyphenAndFour(second, at: 8)
      place.writeHyphenAndFour(second >> 32, at: 13)
      place.writeHyphenAndFour(third, at: 18)
      place.writeHyphenAndFour(third >> 32, at: 23)
      place.writeEight(Hex.digits(UInt32(truncatingIfNeeded: low)), at: 28)
      return 36
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate func writeEight(_ digits: UInt64, at offset: Int) {
    storeBytes(of: digits.littleEndian, toByteOffset: offset, as: UInt64.self)
  }

  fileprivate func writeHyphenAndFour(_ digits: UInt64, at offset: Int) {
    self[offset] = 0x2D
    storeBytes(of: UInt32(truncatingIfNeeded: digits).littleEndian, toByteOffset: offset + 1, as: UInt32.self)
  }
}
