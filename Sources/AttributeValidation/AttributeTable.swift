import Diagnostics
package import DocumentModel

/// The answers to a callback, in the place of the connector that the API would ask.
package struct AttributeTable: Sendable {
  /// What one set of variables leads to.
  struct Row: Sendable {
    /// The variables that must have a value, in its form for comparisons; others do not matter.
    let conditions: [(variable: String, value: [UInt8])]
    let answer: Answer

    func applies(to variables: [String: [UInt8]]) -> Bool {
      conditions.allSatisfy { variables[$0.variable] == $0.value }
    }
  }

  enum Answer: Sendable {
    /// The values of a list.
    case content([AttributeDefinition.Item])
    /// What a group expands to.
    case attributes([AttributeDefinition])
  }

  package let context: String
  package let method: String
  /// The type of the content; nil where the rows answer with attributes.
  let contentType: AttributeContentType?
  let rows: [Row]

  /// The callback that the table answers: `GET /v1/…`.
  package var title: String { "\(method) \(context)" }

  /// All attributes that the rows have.
  package var attributes: [AttributeDefinition] {
    rows.flatMap { row -> [AttributeDefinition] in
      if case .attributes(let attributes) = row.answer { attributes } else { [] }
    }
  }

  /// Reads a table of a home file; what is wrong with it becomes findings.
  package init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let address = AttributeCallback.address(&reader)
    _ = reader.string("description")
    contentType = reader.word("contentType")
    let rows = reader.required("rows", reader.value("rows")) == nil ? [] : reader.array("rows")
    reader.finish()
    self.rows = rows.compactMap { [contentType] in Row($0, of: contentType, findings: findings) }
    guard let address, findings.findings.count == before else { return nil }
    (context, method) = address
  }

  /// The answer of the first row that applies; nil where none does.
  func answer(to variables: [String: [UInt8]]) -> Answer? {
    rows.first { $0.applies(to: variables) }?.answer
  }
}

extension AttributeTable.Row {
  fileprivate init?(_ node: DocumentNode, of contentType: AttributeContentType?, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    conditions =
      (reader.object("when")?.node.children).map { children in
        children.map { ($0.name ?? "", $0.canonical) }
      } ?? []
    // A table that says the type of its content has nothing else.
    if let contentType {
      let items = reader.required("content", reader.value("content")) == nil ? [] : reader.array("content")
      answer = .content(items.compactMap { AttributeDefinition.Item($0, of: contentType, findings: findings) })
    } else {
      let entries = reader.required("attributes", reader.value("attributes")) == nil ? [] : reader.array("attributes")
      let attributes = entries.compactMap { AttributeEntry($0, in: .table, findings: findings)?.definition }
      answer = .attributes(attributes)
      var names: Set<String> = []
      for definition in attributes where !names.insert(definition.name).inserted {
        findings.add(
          Finding(
            .configurationDuplicate, at: definition.place + "/name",
            "attribute \(definition.name) is defined twice", fix: "keep one of them"))
      }
    }
    reader.finish()
    guard findings.findings.count == before else { return nil }
  }
}
