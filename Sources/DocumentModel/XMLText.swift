/// What XML can hold, and how.
enum XMLText {
  /// Whether a member's name is written as an element's: plain ASCII, and no word that has a meaning of its own.
  static func isElementName(_ name: [UInt8]) -> Bool {
    guard let first = name.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
    let isName = name.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
    // XML 1.0 2.3: names that begin with "xml" are reserved.
    let isReserved = name.prefix(3).map { $0 | 0x20 } == Array("xml".utf8)
    return isName && !isReserved && name.count <= 256 && !name.elementsEqual("item".utf8)
      && !name.elementsEqual("member".utf8)
  }

  /// Whether text without a type could be read as a number, a boolean or nothing.
  static func isAmbiguous(_ text: [UInt8]) -> Bool {
    text.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } || JSONNumber.isNumber(text)
      || text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8)
  }

  /// Whether all characters are ones that XML 1.0 has (2.2).
  static func isPlain(_ text: [UInt8]) -> Bool {
    for (index, octet) in text.enumerated() {
      if octet < 0x20, octet != 0x09, octet != 0x0A, octet != 0x0D { return false }
      if octet == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE { return false }
    }
    return true
  }

  /// The text with backslash escapes for all that XML does not have.
  static func escaped(_ text: String) -> [UInt8] {
    var octets: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: octets += [0x5C, UInt8(scalar.value)]
      case 0..<0x20, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        octets += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      default: octets += Array(String(Character(scalar)).utf8)
      }
    }
    return octets
  }

  /// Writes text so that it is read as it is; a reader would make a line feed of a carriage return, and blanks of line
  /// ends in attributes (XML 1.0 2.11, 3.3.3).
  static func append(_ text: [UInt8], to octets: inout [UInt8], inAttribute: Bool) {
    octets.reserveCapacity(octets.count + text.count)
    for octet in text {
      switch octet {
      case UInt8(ascii: "&"): octets += Array("&amp;".utf8)
      case UInt8(ascii: "<"): octets += Array("&lt;".utf8)
      case UInt8(ascii: ">"): octets += Array("&gt;".utf8)
      case UInt8(ascii: "\""): octets += Array((inAttribute ? "&quot;" : "\"").utf8)
      case 0x0D: octets += Array("&#13;".utf8)
      case 0x0A: octets += Array((inAttribute ? "&#10;" : "\n").utf8)
      case 0x09: octets += Array((inAttribute ? "&#9;" : "\t").utf8)
      default: octets.append(octet)
      }
    }
  }

  private static func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) }
}
