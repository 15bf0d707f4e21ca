/// Textual encodings of PKIX structures (RFC 7468).
package enum PEM {
  /// Why text is not one PEM block of the kind that is wanted.
  package enum Problem: Error, Hashable, Sendable {
    /// No `-----BEGIN …-----` line.
    case noBlock
    /// The block has another label.
    case label(String)
    /// The END line is missing or has another label.
    case unterminated
    /// RFC 1421 headers, which RFC 7468 does not allow.
    case headers
    /// The text between the lines is not base64.
    case base64
    /// Another block follows; it would be dropped silently.
    case moreThanOneBlock
  }

  /// The block's text with lines of 64 letters.
  package static func encode(_ octets: [UInt8], label: String) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(octets.count * 3 / 2 + 2 * label.utf8.count + 64)
    append(octets, label: label, to: &text)
    return text
  }

  /// Appends the block's text with lines of 64 letters.
  package static func append(_ octets: [UInt8], label: String, to text: inout [UInt8]) {
    text.append(contentsOf: "-----BEGIN \(label)-----\n".utf8)
    Base64.append(octets, to: &text, lineLength: 64)
    text.append(contentsOf: "-----END \(label)-----\n".utf8)
  }

  /// Whether text looks like PEM rather than bare base64.
  package static func isPresent(in text: [UInt8]) -> Bool { isPresent(in: text[...]) }

  /// Whether a part of a text looks like PEM.
  package static func isPresent(in text: ArraySlice<UInt8>) -> Bool {
    text.range(ofOctets: begin) != nil
  }

  private static let begin = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  private static let dashes = Array("-----".utf8)

  /// The octets of the only block, whose label must be one of `labels`.
  ///
  /// Explanatory text may stand before and after.
  package static func decodeSingle(_ text: [UInt8], labels: Set<String>) throws(Problem) -> [UInt8] {
    let (block, rest) = try firstBlock(of: text[...], labels: labels)
    let octets = try block.octets()
    guard !isPresent(in: rest) else { throw .moreThanOneBlock }
    return octets
  }

  /// The octets of all blocks, which must all have one of `labels`.
  package static func decodeAll(_ text: [UInt8], labels: Set<String>) throws(Problem) -> [[UInt8]] {
    var blocks: [[UInt8]] = []
    var rest = text[...]
    repeat {
      let (block, after) = try firstBlock(of: rest, labels: labels)
      blocks.append(try block.octets())
      rest = after
    } while isPresent(in: rest)
    return blocks
  }

  /// The first block of a text and what follows it; `labels` are the ones that it may have, nil for any.
  package static func firstBlock(
    of text: ArraySlice<UInt8>, labels: Set<String>? = nil
  ) throws(Problem) -> (block: PEMBlock, rest: ArraySlice<UInt8>) {
    guard let opening = text.range(ofOctets: begin) else { throw .noBlock }
    guard let labelEnd = text[opening.upperBound...].range(ofOctets: dashes) else { throw .noBlock }
    let label = text[opening.upperBound..<labelEnd.lowerBound]
    let name = String(decoding: label, as: UTF8.self)
    if let labels, !labels.contains(name) { throw .label(name) }
    let body = text[labelEnd.upperBound...]
    guard let closing = body.range(ofOctets: end) else { throw .unterminated }
    let closingLabel = label + dashes
    guard body[closing.upperBound...].starts(with: closingLabel) else { throw .unterminated }
    let block = PEMBlock(label: name, content: body[..<closing.lowerBound])
    return (block, body[(closing.upperBound + closingLabel.count)...])
  }
}
