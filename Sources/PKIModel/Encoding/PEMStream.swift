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
    // What is left of the octets before fills up to a line first, so that all others are encoded where they are.
    let missing = rest.isEmpty ? 0 : min(PEMStream.lineOctets - rest.count, octets.count)
    rest += octets[..<missing]
    if rest.count == PEMStream.lineOctets {
      Base64.append(rest[...], to: &text, lineLength: 64)
      rest = []
    }
    let whole = (octets.count - missing) / PEMStream.lineOctets * PEMStream.lineOctets
    Base64.append(octets[missing..<(missing + whole)], to: &text, lineLength: 64)
    rest += octets[(missing + whole)...]
    return text
  }

  /// The text at the end.
  package mutating func finish() -> [UInt8] {
    var text = begin()
    Base64.append(rest[...], to: &text, lineLength: 64)
    text.append(contentsOf: "-----END \(label)-----\n".utf8)
    return text
  }

  private mutating func begin() -> [UInt8] {
    defer { hasBegun = true }
    return hasBegun ? [] : Array("-----BEGIN \(label)-----\n".utf8)
  }
}
