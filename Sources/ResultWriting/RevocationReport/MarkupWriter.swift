/// Writes XML or HTML: literals are ours and go out as they are, everything else is escaped.
struct MarkupWriter {
  enum Dialect { case xml, html }

  private(set) var bytes: [UInt8] = []
  private let dialect: Dialect

  /// - Parameter capacity: Octets that are likely to be needed.
  init(_ dialect: Dialect, capacity: Int = 1024) {
    self.dialect = dialect
    bytes.reserveCapacity(capacity)
  }

  /// Markup of ours; a literal, so that nobody's input can pass here.
  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Text between tags or in a quoted attribute.
  mutating func text(_ text: some StringProtocol) {
    let isWritten = text.utf8.withContiguousStorageIfAvailable { octets in
      guard octets.allSatisfy(MarkupWriter.isPlain) else { return false }
      bytes.append(contentsOf: octets)
      return true
    }
    if isWritten != true { for scalar in text.unicodeScalars { append(scalar) } }
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E: false
    case 0x20..<0x7F: true
    default: false
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": markup("&amp;")
    case "<": markup("&lt;")
    case ">": markup("&gt;")
    case "\"": markup("&quot;")
    case "'": markup("&#39;")
    case "\n": bytes.append(0x0A)
    case _ where scalar.isForbiddenInXML: bytes.append(contentsOf: scalar.visible.utf8)
    case _ where scalar.isControl || scalar.isDeceptive: appendHidden(scalar)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// A reference keeps the value for programs and hides it from a terminal; a page must show it to its reader, and
  /// HTML would read `&#x80;` as a letter of Windows-1252.
  private mutating func appendHidden(_ scalar: Unicode.Scalar) {
    switch dialect {
    case .xml: bytes.append(contentsOf: "&#x\(String(scalar.value, radix: 16));".utf8)
    case .html: bytes.append(contentsOf: scalar.visible.utf8)
    }
  }
}
