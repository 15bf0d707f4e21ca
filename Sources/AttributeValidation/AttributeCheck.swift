import Diagnostics
import DocumentModel

/// The checks of one attribute against its definition.
struct AttributeCheck {
  let definition: AttributeDefinition
  /// The values of a list.
  let choices: AttributeCatalog.Choices
  /// See `AttributeValidator.validate`.
  let isLenient: Bool
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
    let expected = definition.contentType.rawValue
    if contentType == nil {
      findings.warn(
        Finding(
          .attributeContentType, at: node.pointer,
          "Attribute \(definition.name) has no content type and is taken as \(expected)",
          fix: "add \"contentType\": \"\(expected)\""))
    } else if let contentType, contentType != expected {
      findings.add(
        .attributeContentType, at: node,
        "Attribute \(definition.name) has content type \(expected), not \(contentType)", fix: "use \(expected)")
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
    refuseMissingVariables()
    let data = items.compactMap { value(of: $0) }
    guard findings.findings.count == before else { return nil }
    checkReadOnly(data)
    if !definition.properties.isMultiSelect, data.count > 1 {
      findings.add(
        .attributeMultiSelect, at: content, "Attribute \(definition.name) takes one value, \(data.count) are given",
        fix: "give one")
    }
    guard findings.findings.count == before else { return nil }
    return AttributeValue(definition: definition, data: data)
  }

  private func refuseEmpty() {
    guard definition.properties.isRequired else { return }
    findings.add(
      .attributeRequired, at: node, "Attribute is required and no content is sent\(suffix)",
      fix: "give \(definition.label) a value")
  }

  private func value(of item: DocumentNode) -> DocumentNode? {
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
    guard let value = typed(data) else {
      findings.add(
        .attributeWrongType, at: data,
        "Wrong content for attribute of content type \(definition.contentType.label)\(suffix)",
        fix: "write a value of type \(definition.contentType.rawValue)")
      return nil
    }
    checkValue(value, at: item)
    return value
  }

  /// The data, which has the definition's type or is taken for it; nil where it can be neither.
  private func typed(_ data: DocumentNode) -> DocumentNode? {
    if definition.contentType.accepts(data) { return data }
    guard isLenient, let coerced = definition.contentType.coerced(data) else { return nil }
    let isNumber = data.kind == .number
    findings.warn(
      Finding(
        .attributeCoerced, at: data.pointer,
        "Value \(data.text) of attribute \(definition.label) is a \(isNumber ? "number" : "string") and is taken as "
          + definition.contentType.label,
        fix: isNumber ? "write it in quotes" : "write it without quotes"))
    return coerced
  }

  private func checkValue(_ data: DocumentNode, at item: DocumentNode) {
    if definition.properties.isList, !definition.properties.isExtensibleList, !isListed(data) {
      findings.add(
        .attributeNotInList, at: item, "Attribute content item is not part of predefined list\(suffix)",
        fix: "use one of the listed values of \(definition.label)")
    }
    for constraint in definition.constraints {
      guard let breach = constraint.breach(by: data, label: definition.label) else { continue }
      findings.add(breach.code, at: item, breach.text, fix: constraint.errorMessage ?? "give an allowed value")
    }
    for problem in AttributeStructure.problems(of: data, as: definition.contentType) {
      findings.add(
        .attributeMalformed, at: data, "Malformed attribute content data: \(problem)\(suffix)",
        fix: "give the members of a \(definition.contentType.rawValue)")
    }
  }

  /// Whether the list has the value; a list that its definition leaves open has all.
  private func isListed(_ data: DocumentNode) -> Bool {
    guard case .items(let items) = choices, !items.isEmpty || definition.callback != nil else { return true }
    let identity = definition.contentType.identity(of: data)
    return items.contains { $0.identity == identity }
  }

  private func refuseMissingVariables() {
    guard case .missing(let texts) = choices else { return }
    for text in texts {
      findings.add(
        .attributeCallback, at: node, text, fix: "give the attributes that the values of \(definition.label) depend on")
    }
  }

  private func checkReadOnly(_ data: [DocumentNode]) {
    guard definition.properties.isReadOnly,
      data.map(definition.contentType.identity) != definition.content.map(\.identity)
    else { return }
    findings.add(
      .attributeReadOnly, at: node, "Wrong value of read only attribute \(definition.label)\(suffix)",
      fix: "leave it out, or send the defined value")
  }
}
