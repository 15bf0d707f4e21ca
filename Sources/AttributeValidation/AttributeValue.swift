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
