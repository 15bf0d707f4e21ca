import Diagnostics
package import DocumentModel

/// A valid value of an attribute: its definition, and the data of each of its content items.
package struct AttributeValue: Sendable {
  package let definition: AttributeDefinition
  package let data: [DocumentNode]

  init(definition: AttributeDefinition, data: [DocumentNode]) {
    self.definition = definition
    self.data = data
  }

  /// What a definition gives by itself.
  package init(predefined definition: AttributeDefinition) {
    self.init(definition: definition, data: definition.content.map(\.data))
  }

  /// The texts of the items, in their order.
  package var texts: [String] { data.map(\.text) }
}

/// Judges the attributes of a request by their definitions: everything that is wrong, not the first thing.
///
/// The checks go in the order of domain knowledge: shape, names, UUID, content type, data type, required, read-only,
/// list, number of values, constraints, inner structure. Texts are those of the API where it has some.
package enum AttributeValidator {
  /// The valid values of an array of RequestAttributeDto.
  ///
  /// - Parameter place: the JSON Pointer where the array stands or should stand.
  package static func validate(
    _ attributes: [DocumentNode], by definitions: [AttributeDefinition], at place: String,
    findings: FindingCollector
  ) -> [AttributeValue] {
    var given: Set<String> = []
    var values: [AttributeValue] = []
    for node in attributes {
      var reader = ObjectReader(node, findings: findings)
      let name = reader.requiredString("name")
      let uuid = reader.string("uuid")
      let contentType = reader.string("contentType")
      let content = reader.value("content")
      // Clients send attributes back as they were listed; these members say nothing new.
      _ = (reader.value("label"), reader.value("type"))
      reader.finish()
      guard let name else { continue }
      guard let definition = definitions.first(where: { $0.name == name }), given.insert(name).inserted else {
        refuseName(name, isDuplicate: given.contains(name), at: node, definitions, findings)
        continue
      }
      let check = AttributeCheck(definition: definition, node: node, findings: findings)
      check.identity(uuid: uuid, contentType: contentType)
      if let value = check.content(content) { values.append(value) }
    }
    for definition in definitions where definition.isRequired && !given.contains(definition.name) {
      findings.add(
        Finding(
          .attributeRequired, at: place,
          "Content for required \(definition.kind.label) attribute \(definition.name) is not provided.",
          fix: "add the attribute \(definition.name) (\(definition.label))"))
    }
    return values
  }

  private static func refuseName(
    _ name: String, isDuplicate: Bool, at node: DocumentNode, _ definitions: [AttributeDefinition],
    _ findings: FindingCollector
  ) {
    let known = definitions.map(\.name).joined(separator: ", ")
    findings.add(
      isDuplicate ? .attributeDuplicate : .attributeUnknown, at: node,
      "Content for attribute \(name) is provided but definition is not found",
      fix: isDuplicate
        ? "give it once" : definitions.isEmpty ? "remove it: there are no attributes here" : "use one of \(known)")
  }
}

/// The checks of one attribute against its definition.
private struct AttributeCheck {
  let definition: AttributeDefinition
  let node: DocumentNode
  let findings: FindingCollector

  private var suffix: String {
    "|Attribute[UUID=\(definition.uuid), Name=\(definition.name), Type=\(definition.kind.label), ConnectorUUID=null]"
  }

  func identity(uuid: String?, contentType: String?) {
    if let uuid, uuid.lowercased() != definition.uuid.lowercased() {
      findings.add(
        .attributeUUID, at: node, "Attribute \(definition.name) has another UUID than \(uuid)",
        fix: "use \(definition.uuid), or leave it out")
    }
    if let contentType, contentType != definition.contentType.rawValue {
      findings.add(
        .attributeContentType, at: node,
        "Attribute \(definition.name) has content type \(definition.contentType.rawValue), not \(contentType)",
        fix: "use \(definition.contentType.rawValue)")
    }
  }

  /// The value where everything about it is right.
  func content(_ content: DocumentNode?) -> AttributeValue? {
    guard let content, let items = content.elements.map(Array.init) else {
      if content != nil {
        findings.add(
          .memberType, at: content ?? node, "\"content\" is not an array", fix: "write [{\"data\": …}]")
      } else {
        refuseEmpty()
      }
      return nil
    }
    if items.isEmpty {
      refuseEmpty()
      return nil
    }
    let before = findings.findings.count
    let data = items.compactMap(data(of:))
    guard findings.findings.count == before else { return nil }
    checkReadOnly(data)
    if !definition.isMultiSelect, data.count > 1 {
      findings.add(
        .attributeMultiSelect, at: content, "Attribute \(definition.name) takes one value, \(data.count) are given",
        fix: "give one")
    }
    return findings.findings.count == before ? AttributeValue(definition: definition, data: data) : nil
  }

  private func refuseEmpty() {
    guard definition.isRequired else { return }
    findings.add(
      .attributeRequired, at: node, "Attribute is required and no content is sent\(suffix)",
      fix: "give \(definition.label) a value")
  }

  private func data(of item: DocumentNode) -> DocumentNode? {
    var reader = ObjectReader(item, findings: findings)
    _ = reader.string("reference")
    let data = reader.value("data")
    let usesOldName = item.member("value") != nil && data == nil
    guard let data else {
      findings.add(
        .attributeMalformed, at: item, "Attribute content is malformed and does not contain data\(suffix)",
        fix: usesOldName ? "write \"data\" instead of \"value\"" : "add \"data\"")
      return nil
    }
    reader.finish()
    guard definition.contentType.accepts(data) else {
      findings.add(
        .attributeWrongType, at: data,
        "Wrong content for attribute of content type \(definition.contentType.label)\(suffix)",
        fix: "write a value of type \(definition.contentType.rawValue)")
      return nil
    }
    checkValue(data, at: item)
    return data
  }

  private func checkValue(_ data: DocumentNode, at item: DocumentNode) {
    if definition.isList, !definition.isExtensibleList, !definition.content.isEmpty,
      !definition.content.contains(where: { $0.canonical == data.canonical })
    {
      findings.add(
        .attributeNotInList, at: item, "Attribute content item is not part of predefined list\(suffix)",
        fix: "use one of the listed values of \(definition.label)")
    }
    for constraint in definition.constraints {
      guard let breach = constraint.breach(by: data, label: definition.label) else { continue }
      findings.add(breach.code, at: item, breach.text, fix: constraint.errorMessage ?? "give an allowed value")
    }
    if let problem = definition.contentType.malformation(of: data) {
      findings.add(
        .attributeMalformed, at: data, "Malformed attribute content data: \(problem)\(suffix)",
        fix: "give the members of a \(definition.contentType.rawValue)")
    }
  }

  private func checkReadOnly(_ data: [DocumentNode]) {
    guard definition.isReadOnly, data.map(\.canonical) != definition.content.map(\.canonical) else { return }
    findings.add(
      .attributeReadOnly, at: node, "Wrong value of read only attribute \(definition.label)\(suffix)",
      fix: "leave it out, or send the defined value")
  }
}
