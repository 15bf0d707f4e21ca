package import DocumentModel

extension AttributeEntry {
  /// Writes the entry as the API lists it (BaseAttribute).
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .attribute(let definition): definition.write(to: &writer)
    case .group(let group): group.write(to: &writer)
    }
  }
}

extension AttributeGroup {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("uuid", uuid)
      $0.member("name", name)
      $0.member("description", ifPresent: description)
      $0.member("type", AttributeKind.group.rawValue)
      $0.member("attributeCallback", callback.write)
    }
  }
}

extension AttributeDefinition {
  /// Effect and use are ours and stay out.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("uuid", uuid)
      writer.member("name", name)
      writer.member("description", ifPresent: description)
      if !content.isEmpty, !contentType.isSecret {
        writer.member("content") { $0.array(content) { write($1, to: &$0) } }
      }
      writer.member("type", kind.rawValue)
      writer.member("contentType", contentType.rawValue)
      writer.member("properties") { properties.write(to: &$0, of: kind) }
      if !constraints.isEmpty {
        writer.member("constraints") { $0.array(constraints) { $1.write(to: &$0) } }
      }
      if let callback { writer.member("attributeCallback", callback.write) }
    }
  }

  private func write(_ item: Item, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("reference", ifPresent: item.reference)
      writer.member("data") { contentType.write(item.data, to: &$0) }
    }
  }
}
