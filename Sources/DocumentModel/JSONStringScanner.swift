import Diagnostics

/// Finds the end of a JSON string and checks its characters.
enum JSONStringScanner {
  /// From the octet behind the opening quotation mark; `end` is the closing one.
  static func scan(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) throws(DocumentError) -> (end: Int, isEscaped: Bool) {
    var index = start
    var isEscaped = false
    while index < text.count {
      index += plainCount(text, from: index)
      guard index < text.count else { break }
      switch text[index] {
      case UInt8(ascii: "\""): return (index, isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        index = try skipEscape(text, index)
      case 0..<0x20:
        throw DocumentError(
          .documentSyntax, at: index, "a control character stands unescaped in a string", fix: "escape it as \\u00XX")
      case 0x20..<0x80: index += 1
      default: index = try skipCharacter(text, index)
      }
    }
    throw DocumentError(.documentSyntax, at: start - 1, "a string does not end", fix: "close it with a quotation mark")
  }

  /// How many octets from a place on are ASCII that stands for itself, counted in whole words of eight.
  private static func plainCount(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let octets = UnsafeRawBufferPointer(text)
    var index = start
    while index + 8 <= octets.count, isPlain(octets.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
      index += 8
    }
    return index - start
  }

  /// Whether eight octets hold no control character, quotation mark, backslash or octet beyond ASCII.
  ///
  /// Subtracting a value from each octet at once sets the high bit of those that are smaller.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones << 7
    let quotes = word ^ ones &* 0x22
    let backslashes = word ^ ones &* 0x5C
    let special =
      word | (word &- ones &* 0x20) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
    return special & highBits == 0
  }

  private static func skipEscape(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) throws(DocumentError) -> Int {
    guard start + 1 < text.count else { return text.count }
    guard text[start + 1] == UInt8(ascii: "u") else {
      guard JSONEscapes.single(text[start + 1]) != nil else {
        throw DocumentError(.documentSyntax, at: start, "an unknown escape", fix: "use the escapes of RFC 8259")
      }
      return start + 2
    }
    let unit = try codeUnit(text, start)
    switch unit {
    case 0:
      throw DocumentError(.documentSyntax, at: start, "U+0000 in a string", fix: "remove it")
    case 0xD800...0xDBFF:
      guard start + 7 < text.count, text[start + 6] == UInt8(ascii: "\\"), text[start + 7] == UInt8(ascii: "u"),
        (0xDC00...0xDFFF).contains(try codeUnit(text, start + 6))
      else { throw loneSurrogate(start) }
      return start + 12
    case 0xDC00...0xDFFF: throw loneSurrogate(start)
    default: return start + 6
    }
  }

  private static func codeUnit(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) throws(DocumentError) -> UInt32 {
    var value: UInt32 = 0
    for index in start + 2..<start + 6 {
      guard index < text.count, let digit = JSONEscapes.hexadecimal(text[index]) else {
        throw DocumentError(.documentSyntax, at: start, "\\u without four digits", fix: "write four of 0-9, A-F")
      }
      value = value << 4 | digit
    }
    return value
  }

  private static func loneSurrogate(_ offset: Int) -> DocumentError {
    DocumentError(.documentEncoding, at: offset, "half of a surrogate pair", fix: "write both halves or the character")
  }

  /// The shortest form only, no surrogates, nothing above U+10FFFF (RFC 3629 4).
  private static func skipCharacter(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) throws(DocumentError) -> Int {
    let first = text[start]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0x80...0xBF)
      }
    guard length > 0, start + length <= text.count, second.contains(text[start + 1]),
      text[start + 1..<start + length].allSatisfy({ $0 & 0xC0 == 0x80 })
    else {
      throw DocumentError(.documentEncoding, at: start, "the text is not UTF-8", fix: "save it as UTF-8")
    }
    return start + length
  }
}
