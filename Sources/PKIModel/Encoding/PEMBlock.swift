/// One block of a textual encoding (RFC 7468), not decoded yet.
package struct PEMBlock: Sendable {
  /// What stands behind BEGIN and END, such as `CERTIFICATE`.
  package let label: String
  private let content: ArraySlice<UInt8>

  init(label: String, content: ArraySlice<UInt8>) {
    self.label = label
    self.content = content
  }

  /// What the block encodes.
  package func octets() throws(PEM.Problem) -> [UInt8] {
    guard !content.contains(0x3A) else { throw .headers }
    guard let octets = Base64.decode(content) else { throw .base64 }
    return octets
  }
}

/// The blocks of a text one after the other, whatever their labels; explanatory text may stand between them.
package struct PEMBlocks: Sendable {
  private var rest: ArraySlice<UInt8>

  /// Before the first block of a text.
  package init(_ text: [UInt8]) {
    rest = text[...]
  }

  /// The next block; nil behind the last one.
  package mutating func next() throws(PEM.Problem) -> PEMBlock? {
    guard PEM.isPresent(in: rest) else { return nil }
    let (block, after) = try PEM.firstBlock(of: rest)
    rest = after
    return block
  }
}
