import DocumentModel

/// The attributes of a request as they were given (RequestAttributeDto), before anything is judged.
struct GivenAttributes {
  struct Attribute {
    let node: DocumentNode
    let name: String
    let uuid: String?
    let contentType: String?
    let content: DocumentNode?
  }

  let attributes: [Attribute]

  /// What has no name or is not an object is reported and left out.
  init(_ nodes: [DocumentNode], findings: FindingCollector) {
    attributes = nodes.compactMap { node in
      var reader = ObjectReader(node, findings: findings)
      let name = reader.requiredString("name")
      let uuid = reader.string("uuid")
      let contentType = reader.string("contentType")
      let content = reader.value("content")
      // Clients send attributes back as they were listed; these members say nothing new.
      _ = (reader.value("label"), reader.value("type"))
      reader.finish()
      return name.map { Attribute(node: node, name: $0, uuid: uuid, contentType: contentType, content: content) }
    }
  }

  /// The value at a path in the first item of an attribute, in its form for comparisons; nil where there is none.
  ///
  /// The reference of a listed value is known where the request gives only the data.
  func value(at path: AttributePath, _ definitions: [AttributeDefinition]) -> [UInt8]? {
    guard let item = attributes.first(where: { $0.name == path.name })?.content?.children.first(where: { _ in true })
    else { return nil }
    if let value = path.value(in: item) { return value.canonical }
    guard path.isReference, let data = item.member("data"),
      let definition = definitions.first(where: { $0.name == path.name }), definition.contentType.accepts(data)
    else { return nil }
    let identity = definition.contentType.identity(of: data)
    return definition.content.first { $0.identity == identity }?.referenceForm
  }
}
