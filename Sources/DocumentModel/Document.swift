/// What a value is.
package enum DocumentKind: UInt8, Sendable {
  case object
  case array
  case string
  case number
  case boolean
  case null
  /// Text from XML without a stated type: a string, number or boolean as whoever reads it expects.
  case untyped
}

/// A tree of values from JSON or XML, stored flat: each value is followed by its descendants.
///
/// Strings are kept as octet ranges of the text and decoded when they are asked for.
///
/// A class, because each of its values refers to it.
package final class Document: Sendable {
  struct Node: Sendable {
    var kind: DocumentKind
    /// Whether the value's text holds JSON escapes.
    var isValueEscaped = false
    var isNameEscaped = false
    var name: Range<Int32>?
    var value: Range<Int32>
    /// Where the value stands in the source, in octets.
    var offset: Int32
    /// The index behind the last descendant.
    var end: Int32
    /// The index of the container; -1 for the outermost value.
    var parent: Int32
    /// The place among the container's members or elements.
    var position: Int32
  }

  let text: [UInt8]
  let nodes: [Node]

  init(text: [UInt8], nodes: [Node]) {
    self.text = text
    self.nodes = nodes
  }

  /// How long the text is.
  package var octetCount: Int { text.count }

  /// The outermost value.
  package var root: DocumentNode { DocumentNode(document: self, index: 0) }
}
