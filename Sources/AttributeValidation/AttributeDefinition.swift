import Diagnostics
package import DocumentModel

/// The definition of an attribute that requests may carry: what values it takes and what they do.
package struct AttributeDefinition: Sendable {
  /// Which of the API's lists the attribute belongs to.
  package enum Kind: String, CaseIterable, Sendable {
    case data
    case custom

    var label: String {
      switch self {
      case .data: "Data"
      case .custom: "Custom"
      }
    }
  }

  /// One value that is predefined.
  package struct Item: Sendable {
    package let reference: String?
    package let data: DocumentNode
    let canonical: [UInt8]
  }

  package let kind: Kind
  package let uuid: String
  package let name: String
  package let description: String?
  package let label: String
  package let group: String?
  package let contentType: AttributeContentType
  package let isRequired: Bool
  package let isReadOnly: Bool
  package let isVisible: Bool
  package let isList: Bool
  package let isMultiSelect: Bool
  package let isExtensibleList: Bool
  package let content: [Item]
  package let constraints: [AttributeConstraint]
  package let effect: AttributeEffect

  /// Reads a definition of a home file; what is wrong with it becomes findings.
  package init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    kind = reader.word("type", as: Kind.self) ?? .data
    let uuid = reader.requiredString("uuid")
    let name = reader.requiredString("name")
    description = reader.string("description")
    let contentType = reader.required("contentType", reader.word("contentType", as: AttributeContentType.self))
    let content = reader.array("content")
    let constraints = reader.array("constraints")
    var properties = reader.required("properties", reader.object("properties"))
    let label = properties?.requiredString("label")
    group = properties?.string("group")
    isRequired = properties?.boolean("required") ?? false
    isReadOnly = properties?.boolean("readOnly") ?? false
    isVisible = properties?.boolean("visible") ?? true
    isList = properties?.boolean("list") ?? false
    isMultiSelect = properties?.boolean("multiSelect") ?? false
    isExtensibleList = properties?.boolean("extensibleList") ?? false
    properties?.finish()
    let effect = AttributeDefinition.effect(&reader)
    reader.finish()
    guard let uuid, let name, let contentType, let label, let effect else { return nil }
    self.uuid = uuid
    self.name = name
    self.contentType = contentType
    self.label = label
    self.effect = effect
    self.content = content.compactMap { AttributeDefinition.item($0, contentType, findings) }
    self.constraints = constraints.compactMap {
      AttributeConstraint($0, contentType: contentType, findings: findings)
    }
    checkConsistency(at: node, findings)
    guard findings.findings.count == before else { return nil }
  }

  private static func effect(_ reader: inout ObjectReader) -> AttributeEffect? {
    guard let text = reader.requiredString("effect") else { return nil }
    if let effect = AttributeEffect(text) { return effect }
    reader.findings.add(
      Finding(
        .attributeDefinition, at: reader.pointer("effect"), "\"\(text)\" is not an effect",
        fix: "use \(AttributeEffect.words)"))
    return nil
  }

  private static func item(
    _ node: DocumentNode, _ type: AttributeContentType, _ findings: FindingCollector
  ) -> Item? {
    var reader = ObjectReader(node, findings: findings)
    let reference = reader.string("reference")
    let data = reader.required("data", reader.value("data"))
    reader.finish()
    guard let data else { return nil }
    guard type.accepts(data) else {
      findings.add(
        .attributeDefinition, at: data, "the value is not a \(type.label)", fix: "write a value of the content type")
      return nil
    }
    return Item(reference: reference, data: data, canonical: data.canonical)
  }

  private func checkConsistency(at node: DocumentNode, _ findings: FindingCollector) {
    func refuse(_ problem: String, fix remedy: String) {
      findings.add(.attributeDefinition, at: node, problem, fix: remedy)
    }
    if isMultiSelect, !isList {
      refuse("Attribute has to be defined as list to be multiselect", fix: "set \"list\" to true")
    }
    if isExtensibleList, !isList {
      refuse("Attribute has to be defined as list to be extensible list", fix: "set \"list\" to true")
    }
    if isReadOnly, content.isEmpty {
      refuse("Read only attribute must define its content", fix: "add \"content\"")
    }
    if isReadOnly, isList { refuse("Read only attribute cannot be list", fix: "set one of the two to false") }
    if !effect.contentTypes.contains(contentType) {
      refuse("the effect cannot use values of type \(contentType.rawValue)", fix: "change the effect or the type")
    }
  }
}

extension DocumentNode {
  var canonical: [UInt8] {
    var octets: [UInt8] = []
    writeCanonical(to: &octets)
    return octets
  }
}
