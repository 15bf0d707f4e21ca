import Diagnostics
package import DocumentModel

/// Judges the attributes of a request by their definitions: everything that is wrong, not the first thing.
///
/// The checks go in the order of domain knowledge: shape, names, UUID, content type, data type, required, read-only,
/// list, number of values, constraints, inner structure. Texts are those of the API where it has some.
package enum AttributeValidator {
  /// The valid values of an array of RequestAttributeDto.
  ///
  /// - Parameters:
  ///   - isLenient: Whether data of a type that only looks like the definition's is taken for it, with a warning.
  ///   - place: The JSON Pointer where the array stands or should stand.
  ///   - findings: Gets what is wrong, and what is taken for something else than it says or in its place.
  package static func validate(
    _ attributes: [DocumentNode], by catalog: AttributeCatalog, isLenient: Bool = false, at place: String,
    findings: FindingCollector
  ) -> [AttributeValue] {
    let given = GivenAttributes(attributes, findings: findings)
    let definitions = catalog.definitions(for: given)
    var names: Set<String> = []
    var values: [AttributeValue] = []
    for attribute in given.attributes {
      guard let definition = definitions.first(where: { $0.name == attribute.name }),
        names.insert(attribute.name).inserted
      else {
        let isDuplicate = names.contains(attribute.name)
        findings.add(
          isDuplicate ? duplicate(attribute) : unknown(attribute, catalog, definitions).below(attribute.node.pointer))
        continue
      }
      let choices = catalog.choices(of: definition, given, definitions)
      let check = AttributeCheck(
        definition: definition, choices: choices, isLenient: isLenient, node: attribute.node, findings: findings)
      check.identity(uuid: attribute.uuid, contentType: attribute.contentType)
      if let value = check.content(attribute.content) { values.append(value) }
    }
    for definition in definitions where definition.properties.isRequired && !names.contains(definition.name) {
      findings.add(
        Finding(
          .attributeRequired, at: place,
          "Content for required \(definition.kind.label) attribute \(definition.name) is not provided.",
          fix: "add the attribute \(definition.name) (\(definition.label))"))
    }
    return values
  }

  private static func duplicate(_ attribute: GivenAttributes.Attribute) -> Finding {
    Finding(
      .attributeDuplicate, at: attribute.node.pointer,
      "Content for attribute \(attribute.name) is provided but definition is not found", fix: "give it once")
  }

  private static func unknown(
    _ attribute: GivenAttributes.Attribute, _ catalog: AttributeCatalog, _ definitions: [AttributeDefinition]
  ) -> Finding {
    if let refusal = catalog.refusal(of: attribute.name) { return refusal }
    let known = definitions.map(\.name).joined(separator: ", ")
    return Finding(
      .attributeUnknown, "Content for attribute \(attribute.name) is provided but definition is not found",
      fix: definitions.isEmpty ? "remove it: there are no attributes here" : "use one of \(known)")
  }
}
