package import DocumentModel

extension AttributeDefinition {
  /// Writes the definition as the API lists it (BaseAttribute); the effect is ours and stays out.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("uuid", uuid)
      writer.member("name", name)
      writer.member("description", ifPresent: description)
      if !content.isEmpty {
        writer.member("content") { $0.array(content) { $1.write(to: &$0) } }
      }
      writer.member("type", kind.rawValue)
      writer.member("contentType", contentType.rawValue)
      writer.member("properties") { $0.object(writeProperties) }
      if !constraints.isEmpty {
        writer.member("constraints") { $0.array(constraints) { $0.value($1.source) } }
      }
    }
  }

  private func writeProperties(_ writer: inout JSONWriter) {
    writer.member("label", label)
    writer.member("visible", isVisible)
    writer.member("group", ifPresent: group)
    writer.member("required", isRequired)
    writer.member("readOnly", isReadOnly)
    writer.member("list", isList)
    writer.member("multiSelect", isMultiSelect)
    if isExtensibleList { writer.member("extensibleList", true) }
  }
}

extension AttributeDefinition.Item {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("reference", ifPresent: reference)
      writer.member("data") { $0.value(data) }
    }
  }
}
