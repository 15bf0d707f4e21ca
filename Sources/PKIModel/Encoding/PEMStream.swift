/// Encodes one large PEM block (RFC 7468) in pieces.
package struct PEMStream {
  /// Octets of a line: 64 letters.
  private static let lineOctets = 48

  private let label: String
  private var rest: [UInt8] = []
  private var hasBegun = false

  package init(label: String) { self.label = label }

  /// The text that more octets give.
  package mutating func append(_ octets: [UInt8]) -> [UInt8] {
    var text = begin()
    rest += octets
    let whole = rest.count / PEMStream.lineOctets * PEMStream.lineOctets
    Base64.append(Array(rest[..<whole]), to: &text, lineLength: 64)
    rest.removeFirst(whole)
    return text
  }

  /// The text at the end.
  package mutating func finish() -> [UInt8] {
    var text = begin()
    Base64.append(rest, to: &text, lineLength: 64)
    text.append(contentsOf: "-----END \(label)-----\n".utf8)
    return text
  }

  private mutating func begin() -> [UInt8] {
    defer { hasBegun = true }
    return hasBegun ? [] : Array("-----BEGIN \(label)-----\n".utf8)
  }
}
