import Diagnostics
package import DocumentModel

/// The attributes of one of the API's lists, with the tables that answer their callbacks.
package struct AttributeCatalog: Sendable {
  /// As the list shows them.
  package let entries: [AttributeEntry]
  /// What requests may carry, whatever else they say.
  let base: [AttributeDefinition]
  /// By the callback that they answer.
  private let tables: [String: AttributeTable]
  private let resource: AttributeResource?
  /// What the authority says about each certificate.
  package let metadata: [AttributeDefinition]

  /// The attributes of an RA profile; callbacks that no table answers, and answers that do not fit, become findings.
  package init(_ entries: [AttributeEntry], tables: [AttributeTable], findings: FindingCollector) {
    self.entries = entries
    resource = nil
    metadata = entries.compactMap(\.definition).filter { $0.kind == .meta }
    base = entries.compactMap(\.definition).filter(\.kind.isSent)
    let link = CallbackLink(entries: entries, tables: tables, findings: findings)
    self.tables = link.tablesByCallback()
    link.checkNames(self.tables)
  }

  /// The custom attributes of a kind of thing.
  package init(custom entries: [AttributeEntry], of resource: AttributeResource) {
    self.entries = entries
    self.resource = resource
    metadata = []
    tables = [:]
    base = entries.compactMap(\.definition).filter { definition in
      definition.use.map { $0.isEnabled && $0.resources.contains(resource) } ?? true
    }
  }

  /// Everything that some request may carry.
  package var allDefinitions: [AttributeDefinition] {
    base + tables.values.flatMap(\.attributes).filter(\.kind.isSent)
  }

  /// What a request may carry that says what `given` says: groups are expanded.
  func definitions(for given: GivenAttributes) -> [AttributeDefinition] {
    guard !tables.isEmpty else { return base }
    var definitions = base
    for case .group(let group) in entries {
      guard let table = tables[group.callback.title],
        case .variables(let variables) = variables(of: group.callback, given, base),
        case .attributes(let attributes)? = table.answer(to: variables)
      else { continue }
      definitions += attributes.filter(\.kind.isSent)
    }
    return definitions
  }

  /// What a callback is asked with.
  enum Variables {
    case variables([String: [UInt8]])
    /// The API's texts for those that the request does not give.
    case missing([String])
  }

  /// The values of a list.
  enum Choices {
    case items([AttributeDefinition.Item])
    /// As in `Variables`.
    case missing([String])
  }

  /// The values that an attribute can have where it is a list.
  ///
  /// - Parameter definitions: What `definitions(for:)` gave.
  func choices(
    of definition: AttributeDefinition, _ given: GivenAttributes, _ definitions: [AttributeDefinition]
  ) -> Choices {
    guard let callback = definition.callback, let table = tables[callback.title] else {
      return .items(definition.content)
    }
    switch variables(of: callback, given, definitions) {
    case .missing(let texts): return .missing(texts)
    case .variables(let variables):
      guard case .content(let items)? = table.answer(to: variables) else { return .items([]) }
      return .items(items)
    }
  }

  private func variables(
    of callback: AttributeCallback, _ given: GivenAttributes, _ definitions: [AttributeDefinition]
  ) -> Variables {
    var variables: [String: [UInt8]] = [:]
    var missing: [String] = []
    for mapping in callback.mappings {
      switch mapping.source {
      case .value(let value): variables[mapping.variable] = value.canonical
      case .attribute(let path):
        if let value = given.value(at: path, definitions) {
          variables[mapping.variable] = value
        } else {
          missing.append(mapping.missing)
        }
      }
    }
    return missing.isEmpty ? .variables(variables) : .missing(missing)
  }

  /// Why an attribute that the list knows cannot be sent, and how to mend it.
  func refusal(of name: String) -> Finding? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    guard case .attribute(let definition) = entry else {
      return AttributeCatalog.unsent(name, fix: "give the attributes that the group stands for")
    }
    guard let use = definition.use, let resource else {
      return AttributeCatalog.unsent(name, fix: "leave it out: it is of type \(definition.kind.rawValue)")
    }
    if !use.isEnabled {
      return Finding(
        .attributeDisabled, "Content for custom attribute \(name) is provided but attribute is disabled",
        fix: "leave it out, or enable it")
    }
    return Finding(
      .attributeResource,
      "Content for custom attribute \(name) is provided but resource \(resource.label) is not associated with it",
      fix: "leave it out, or add \(resource.rawValue) to its resources")
  }

  private static func unsent(_ name: String, fix remedy: String) -> Finding {
    Finding(
      .attributeUnknown, "Content for attribute \(name) is provided but definition is not found", fix: remedy)
  }
}
