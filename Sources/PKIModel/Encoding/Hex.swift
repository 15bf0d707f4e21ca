/// Lower-case hexadecimal text of octets.
package enum Hex {
  /// The digit of a value below 16.
  static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// Two digits an octet, without separators.
  package static func encode(_ octets: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: octets.count * 2) { text in
      for (index, octet) in octets.enumerated() {
        text[2 * index] = digit(octet >> 4)
        text[2 * index + 1] = digit(octet & 0x0F)
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
