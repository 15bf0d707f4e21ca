import Diagnostics
package import DocumentModel

/// The definition of an attribute with content: what values it takes and what they do.
package struct AttributeDefinition: Sendable {
  /// One value that is predefined.
  package struct Item: Sendable {
    package let reference: String?
    package let data: DocumentNode
    /// The reference in its form for comparisons.
    let referenceForm: [UInt8]?
    /// See `AttributeContentType.identity`.
    let identity: [UInt8]
  }

  package let kind: AttributeKind
  package let uuid: String
  package let name: String
  package let description: String?
  package let contentType: AttributeContentType
  package let properties: AttributeProperties
  package let content: [Item]
  package let constraints: [AttributeConstraint]
  /// Gives the values of a list, instead of `content`.
  package let callback: AttributeCallback?
  /// What the value does; `record` for everything that is not in requests.
  package let effect: AttributeEffect
  /// Of custom attributes: what they are for.
  package let use: CustomAttributeUse?
  /// The JSON Pointer of the definition in its file.
  package let place: String

  /// What people call it.
  package var label: String { properties.label }

  /// Reads a definition of a home file; what is wrong with it becomes findings.
  init?(_ node: DocumentNode, as kind: AttributeKind, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    _ = reader.value("type")
    let identity = AttributeIdentity(&reader)
    let contentType = reader.required("contentType", reader.word("contentType", as: AttributeContentType.self))
    let content = reader.array("content")
    let properties = reader.required("properties", reader.object("properties"))
      .flatMap { AttributeProperties($0, of: kind) }
    let constraints = kind.isSent ? reader.array("constraints") : []
    let callback = kind == .data ? reader.value("attributeCallback") : nil
    let effect = kind.isSent ? AttributeDefinition.effect(&reader) : .record
    use = kind == .custom ? CustomAttributeUse(&reader) : nil
    reader.finish()
    guard let identity, let contentType, let properties, let effect else { return nil }
    (uuid, name, description) = (identity.uuid, identity.name, identity.description)
    self.kind = kind
    self.contentType = contentType
    self.properties = properties
    self.effect = effect
    self.content = content.compactMap { Item($0, of: contentType, findings: findings) }
    self.constraints = constraints.compactMap {
      AttributeConstraint($0, contentType: contentType, findings: findings)
    }
    self.callback = callback.flatMap { AttributeCallback($0, findings: findings) }
    place = node.pointer
    checkConsistency(hasCallback: callback != nil, at: node, findings)
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

  private func checkConsistency(hasCallback: Bool, at node: DocumentNode, _ findings: FindingCollector) {
    properties.checkConsistency(hasContent: !content.isEmpty, hasCallback: hasCallback, at: node, findings)
    if !kind.isSent, content.isEmpty {
      findings.add(
        .attributeDefinition, at: node, "an attribute of type \(kind.rawValue) says nothing without content",
        fix: "add \"content\"")
    }
    if !effect.contentTypes.contains(contentType) {
      findings.add(
        .attributeDefinition, at: node, "the effect cannot use values of type \(contentType.rawValue)",
        fix: "change the effect or the type")
    }
  }
}

extension AttributeDefinition.Item {
  /// Reads an item of a home file; what is wrong with it becomes findings.
  init?(_ node: DocumentNode, of type: AttributeContentType, findings: FindingCollector) {
    var reader = ObjectReader(node, findings: findings)
    reference = reader.string("reference")
    let data = reader.required("data", reader.value("data"))
    reader.finish()
    guard let data else { return nil }
    guard type.accepts(data) else {
      findings.add(
        .attributeDefinition, at: data, "the value is not a \(type.label)", fix: "write a value of the content type")
      return nil
    }
    for problem in AttributeStructure.problems(of: data, as: type) {
      findings.add(
        .attributeDefinition, at: data, "Malformed attribute content data: \(problem)",
        fix: "give the members of a \(type.rawValue)")
    }
    self.data = data
    referenceForm = node.member("reference").flatMap { $0.isNull ? nil : $0.canonical }
    identity = type.identity(of: data)
  }
}

/// What a custom attribute is for.
package struct CustomAttributeUse: Sendable {
  package let isEnabled: Bool
  package let resources: Set<AttributeResource>

  init(_ reader: inout ObjectReader) {
    isEnabled = reader.boolean("enabled") ?? true
    guard reader.node.member("resources").map({ !$0.isNull }) ?? false else {
      _ = reader.value("resources")
      // The one thing of the API's that certmill attaches attributes to.
      resources = [.certificates]
      return
    }
    let words = reader.strings("resources")
    resources = Set(words.compactMap(AttributeResource.init(rawValue:)))
    for word in words where AttributeResource(rawValue: word) == nil {
      let known = AttributeResource.allCases.map(\.rawValue).joined(separator: ", ")
      reader.findings.add(
        Finding(
          .attributeDefinition, at: reader.pointer("resources"), "\"\(word)\" is not a resource with custom attributes",
          fix: "use one of \(known)"))
    }
  }
}
