/// Lower-case hexadecimal text of octets.
package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits an octet, without separators.
  package static func encode(_ octets: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: octets.count * 2) { text in
      var index = 0
      for octet in octets {
        text[index] = digits[Int(octet >> 4)]
        text[index + 1] = digits[Int(octet & 0x0F)]
        index += 2
      }
      return index
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

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
