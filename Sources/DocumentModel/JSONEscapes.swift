/// Backslash escapes in strings (RFC 8259 7).
enum JSONEscapes {
  /// The characters of a string whose escapes the reader has checked.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == UInt8(ascii: "\\") else {
        octets.append(text[index])
        index += 1
        continue
      }
      if text[index + 1] == UInt8(ascii: "u") {
        var scalar = codeUnit(text, index + 2)
        index += 6
        if (0xD800...0xDBFF).contains(scalar) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (codeUnit(text, index + 2) - 0xDC00)
          index += 6
        }
        if let scalar = Unicode.Scalar(scalar) { octets += Array(String(Character(scalar)).utf8) }
      } else {
        octets.append(single(text[index + 1]) ?? 0x3F)
        index += 2
      }
    }
    return octets
  }

  /// What a one-letter escape stands for; nil for an unknown letter.
  static func single(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The value of a hexadecimal digit.
  static func hexadecimal(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x30...0x39: UInt32(digit - 0x30)
    case 0x41...0x46: UInt32(digit - 0x41 + 10)
    case 0x61...0x66: UInt32(digit - 0x61 + 10)
    default: nil
    }
  }

  private static func codeUnit(_ text: ArraySlice<UInt8>, _ index: Int) -> UInt32 {
    text[index..<index + 4].reduce(0) { $0 << 4 | (hexadecimal($1) ?? 0) }
  }
}
