/// The grammar of numbers (RFC 8259 6).
package enum JSONNumber {
  /// The index behind the number that begins at `start`; nil where none does.
  static func end(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    func digits() -> Bool {
      let first = index
      while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
      return index > first
    }
    if index < text.count, text[index] == UInt8(ascii: "-") { index += 1 }
    let integer = index
    guard digits(), text[integer] != 0x30 || index == integer + 1 else { return nil }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return nil }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
      guard digits() else { return nil }
    }
    return index
  }

  /// Whether a text is one number and nothing else.
  package static func isNumber(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { end(of: $0, from: 0) == text.count }
  }
}
