/// A certificate's serial number: positive, 1 to 20 octets (RFC 5280 4.1.2.2).
package struct SerialNumber: Hashable, Sendable, CustomStringConvertible {
  /// The magnitude without leading zeros.
  package let magnitude: [UInt8]

  /// From big-endian octets, leading zeros allowed; nil for zero and for more than 20 octets of INTEGER.
  package init?(magnitude octets: some Collection<UInt8>) {
    let magnitude = octets.first == 0 ? Array(octets.drop { $0 == 0 }) : Array(octets)
    guard let first = magnitude.first, magnitude.count < 20 || (magnitude.count == 20 && first < 0x80) else {
      return nil
    }
    self.magnitude = magnitude
  }

  /// A new serial number of 20 octets: four for the second of issuing, then 16 random ones.
  ///
  /// The time makes serial numbers of one run neighbours in the ledger's index, which keeps its cost the same
  /// however many certificates there are; 128 random bits make them unpredictable and unique. So that a large run is
  /// no single neighbourhood, each 256 requests count as one second more. The second is taken modulo 2^30 below a bit
  /// that is always set, so every serial number is positive and has the same length. Nil for any other number of
  /// random octets.
  /// - Parameter position: The request's place in its manifest.
  package init?(issuedAt instant: UTCInstant, position: Int = 0, random octets: [UInt8]) {
    guard octets.count == 16 else { return nil }
    let time = UInt32(truncatingIfNeeded: instant.seconds &+ Int64(position / 256)) & 0x3FFF_FFFF | 0x4000_0000
    magnitude = (0..<4).reversed().map { UInt8(truncatingIfNeeded: time >> (8 * $0)) } + octets
  }

  /// Hexadecimal, lower case, without leading zeros, as the API prints serial numbers.
  package var description: String {
    let hex = Hex.encode(magnitude)
    return hex.hasPrefix("0") ? String(hex.dropFirst()) : hex
  }
}
