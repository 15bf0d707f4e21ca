/// Writes documents as JSON, giving text from XML the type that whoever reads its member wants.
package struct TypedJSON: Sendable {
  /// What a value is part of.
  private struct Surroundings {
    /// The attribute or the constraint that is being written says this of its data.
    var contentType: String?
    /// Inside the data of an attribute, names mean what they like.
    var isData = false
  }

  /// The types of members by their names.
  private let kinds: [String: DocumentKind]

  /// - Parameter kinds: The types of members by their names, wherever they stand; all others are strings.
  package init(_ kinds: [String: DocumentKind]) {
    self.kinds = kinds
  }

  /// Writes a document.
  ///
  /// - Parameter kind: What the outermost value is where it has nothing in it.
  package func write(_ root: DocumentNode, as kind: DocumentKind = .object, to writer: inout JSONWriter) {
    if root.kind == .untyped {
      writeUntyped(root, as: kind, to: &writer)
    } else {
      write(root, Surroundings(), to: &writer)
    }
  }

  private func write(_ node: DocumentNode, _ surroundings: Surroundings, to writer: inout JSONWriter) {
    switch node.kind {
    case .object:
      var inner = surroundings
      // Constraints, which have no content type, say by their own what their data is.
      if !inner.isData, let type = (node.member("contentType") ?? node.member("type"))?.string {
        inner.contentType = type
      }
      writer.object { writer in
        for child in node.children {
          var inner = inner
          inner.isData = inner.isData || child.isNamed("data")
          writer.member(child.name ?? "") { write(child, inner, to: &$0) }
        }
      }
    case .array: writer.array(node.children) { write($1, surroundings, to: &$0) }
    case .untyped: writeUntyped(node, as: kind(of: node, surroundings), to: &writer)
    case .string, .number, .boolean, .null: writer.value(node)
    }
  }

  private func writeUntyped(_ node: DocumentNode, as kind: DocumentKind, to writer: inout JSONWriter) {
    switch kind {
    case .array where node.isEmpty: writer.array { _ in }
    case .object where node.isEmpty: writer.object { _ in }
    case .number where JSONNumber.isNumber(node.octets): writer.raw(node.octets)
    case .boolean where node.boolean != nil: writer.raw(node.octets)
    default: writer.string(node.text)
    }
  }

  private func kind(of node: DocumentNode, _ surroundings: Surroundings) -> DocumentKind {
    guard surroundings.isData else { return node.name.flatMap { kinds[$0] } ?? .string }
    guard node.isNamed("data") else {
      let isBound = surroundings.contentType == "range" && (node.isNamed("from") || node.isNamed("to"))
      return isBound ? .number : .string
    }
    return switch surroundings.contentType {
    case "integer", "float": .number
    case "boolean": .boolean
    case "file", "credential", "codeblock", "object", "range", "dateTime": .object
    default: .string
    }
  }
}
