/// A certificate's serial number: positive, 1 to 20 octets (RFC 5280 4.1.2.2).
package struct SerialNumber: Hashable, Sendable, CustomStringConvertible {
  /// The magnitude without leading zeros.
  package let magnitude: [UInt8]

  /// From big-endian octets, leading zeros allowed; nil for zero and for more than 20 octets of INTEGER.
  package init?(magnitude octets: some Collection<UInt8>) {
    let magnitude = Array(octets.drop { $0 == 0 })
    guard let first = magnitude.first, magnitude.count < 20 || (magnitude.count == 20 && first < 0x80) else {
      return nil
    }
    self.magnitude = magnitude
  }

  /// From random octets (16 to 20): the first bit is cleared and the second set, so that each serial number is
  /// positive, has the same length, and holds two bits less than was drawn.
  package init?(random octets: [UInt8]) {
    guard (16...20).contains(octets.count) else { return nil }
    var magnitude = octets
    magnitude[0] = magnitude[0] & 0x3F | 0x40
    self.magnitude = magnitude
  }

  /// Hexadecimal, lower case, without leading zeros, as the API prints serial numbers.
  package var description: String {
    let hex = Hex.encode(magnitude)
    return hex.hasPrefix("0") ? String(hex.dropFirst()) : hex
  }
}
