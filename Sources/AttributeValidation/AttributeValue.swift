package import Diagnostics
package import DocumentModel

/// A valid value of an attribute: its definition, and the data of each of its content items.
package struct AttributeValue: Sendable {
  package let definition: AttributeDefinition
  package let data: [DocumentNode]
  /// What was taken for something else than it was.
  package let warnings: [Finding]

  init(definition: AttributeDefinition, data: [DocumentNode], warnings: [Finding]) {
    self.definition = definition
    self.data = data
    self.warnings = warnings
  }

  /// What a definition gives by itself.
  package init(predefined definition: AttributeDefinition) {
    self.init(definition: definition, data: definition.content.map(\.data), warnings: [])
  }

  /// The texts of the items, in their order.
  package var texts: [String] { data.map(\.text) }
}
