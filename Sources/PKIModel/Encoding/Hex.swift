/// Lower-case hexadecimal text of octets.
package enum Hex {
  /// The two digits of an octet.
  static func digits(_ octet: UInt8) -> (high: UInt8, low: UInt8) { (digit(octet >> 4), digit(octet & 0x0F)) }

  /// The digit of a value below 16.
  private static func digit(_ value: UInt8) -> UInt8 { value &+ (value < 10 ? 0x30 : 0x57) }

  /// Two digits an octet, without separators.
  package static func encode(_ octets: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: octets.count * 2) { text in
      for (index, octet) in octets.enumerated() {
        (text[2 * index], text[2 * index + 1]) = digits(octet)
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
