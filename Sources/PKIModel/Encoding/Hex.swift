/// Lower-case hexadecimal text of octets.
package enum Hex {
  /// The digits of four octets, the first of which is the most significant; the first digit is in the lowest octet.
  ///
  /// All eight at once, because identifiers and digests are printed for every request.
  static func digits(_ octets: UInt32) -> UInt64 {
    // The first octet goes to the lowest place.
    var digits = UInt64(octets.byteSwapped)
    digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
    digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
    digits = (digits >> 4 | digits << 8) & 0x0F0F_0F0F_0F0F_0F0F
    let isLetter = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return digits &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27
  }

  /// Two digits an octet, without separators.
  package static func encode(_ octets: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: octets.count * 2) { text in
      octets.withUnsafeBytes { octets in
        let whole = octets.count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
          let four = UInt32(bigEndian: octets.loadUnaligned(fromByteOffset: index, as: UInt32.self))
          UnsafeMutableRawBufferPointer(text)
            .storeBytes(of: digits(four).littleEndian, toByteOffset: 2 * index, as: UInt64.self)
        }
        for index in whole..<octets.count {
          let pair = digits(UInt32(octets[index]) << 24)
          text[2 * index] = UInt8(truncatingIfNeeded: pair)
          text[2 * index + 1] = UInt8(truncatingIfNeeded: pair >> 8)
        }
      }
      return octets.count * 2
    }
  }

  /// The octets of an even number of digits of either case; nil for anything else.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let utf8 = Array(text.utf8)
    guard utf8.count.isMultiple(of: 2) else { return nil }
    var octets: [UInt8] = []
    octets.reserveCapacity(utf8.count / 2)
    for index in stride(from: 0, to: utf8.count, by: 2) {
      guard let high = value(utf8[index]), let low = value(utf8[index + 1]) else { return nil }
      octets.append(high << 4 | low)
    }
    return octets
  }

  /// The value of a digit of either case; nil for anything else.
  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
