/// One value of a document.
package struct DocumentNode: Sendable {
  /// The document that the value is part of.
  package let document: Document
  let index: Int

  init(document: Document, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: Document.Node { document.nodes[index] }

  /// What the value is.
  package var kind: DocumentKind { node.kind }

  /// Where the value stands in the text that was read, in octets.
  package var offset: Int { Int(node.offset) }

  /// The member's name; nil for elements of arrays and the outermost value.
  package var name: String? {
    node.name.map { document.string($0, isEscaped: node.isNameEscaped) }
  }

  /// The text of a string, number, boolean or untyped value; empty for others.
  package var text: String { document.string(node.value, isEscaped: node.isValueEscaped) }

  /// The octets of `text`.
  package var octets: [UInt8] { document.octets(node.value, isEscaped: node.isValueEscaped) }

  /// Whether the value is null.
  package var isNull: Bool { kind == .null }

  /// Whether the value is an object, array or text without content; XML does not tell these apart.
  package var isEmpty: Bool {
    switch kind {
    case .object, .array: node.end == index + 1
    case .string, .untyped: node.value.isEmpty
    case .number, .boolean, .null: false
    }
  }

  /// The value as a string; nil where it is something else.
  package var string: String? {
    kind == .string || kind == .untyped ? text : nil
  }

  /// The value as a boolean.
  package var boolean: Bool? {
    guard kind == .boolean || kind == .untyped else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }

  /// The value as a whole number written without fraction and exponent.
  package var integer: Int? {
    guard kind == .number || kind == .untyped, JSONNumber.isNumber(octets) else { return nil }
    return Int(text)
  }

  /// The value as a number.
  package var number: Double? {
    guard kind == .number || kind == .untyped, JSONNumber.isNumber(octets) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The members of an object or the elements of an array.
  package var children: DocumentChildren { DocumentChildren(parent: self) }

  /// The elements where the value is an array, or could be an empty one; nil otherwise.
  package var elements: DocumentChildren? {
    kind == .array || (kind == .untyped && isEmpty) ? children : nil
  }

  /// The member with this name.
  package func member(_ name: StaticString) -> DocumentNode? {
    document.member(name, of: index).map { DocumentNode(document: document, index: $0) }
  }

  /// Whether this is a member with this name.
  package func isNamed(_ name: StaticString) -> Bool { document.isName(index, name) }

  /// A JSON Pointer (RFC 6901) from the outermost value to this one.
  package var pointer: String {
    var tokens: [String] = []
    var node = node
    while node.parent >= 0 {
      let name = node.name.map { JSONPointer.escape(document.string($0, isEscaped: node.isNameEscaped)) }
      tokens.append(name ?? String(node.position))
      node = document.nodes[Int(node.parent)]
    }
    return tokens.reversed().reduce(into: "") { $0 += "/" + $1 }
  }
}

/// The values directly below another one, in the order of the text.
package struct DocumentChildren: Sequence, IteratorProtocol {
  private let document: Document
  private var next_: Int
  private let end: Int

  fileprivate init(parent: DocumentNode) {
    document = parent.document
    next_ = parent.index + 1
    end = Int(parent.document.nodes[parent.index].end)
  }

  package mutating func next() -> DocumentNode? {
    guard next_ < end else { return nil }
    defer { next_ = Int(document.nodes[next_].end) }
    return DocumentNode(document: document, index: next_)
  }
}

/// Reference tokens of JSON Pointers.
package enum JSONPointer {
  /// A member's name as a reference token (RFC 6901 3).
  package static func escape(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return name }
    return name.reduce(into: "") { $0 += $1 == "~" ? "~0" : $1 == "/" ? "~1" : String($1) }
  }
}
