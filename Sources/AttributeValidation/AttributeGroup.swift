import Diagnostics
import DocumentModel

/// An attribute that stands for others, which depend on what a request says elsewhere.
package struct AttributeGroup: Sendable {
  package let uuid: String
  package let name: String
  package let description: String?
  package let callback: AttributeCallback

  /// Reads a definition of a home file; what is wrong with it becomes findings.
  init?(_ node: DocumentNode, findings: FindingCollector) {
    var reader = ObjectReader(node, findings: findings)
    _ = reader.value("type")
    let identity = AttributeIdentity(&reader)
    let callback = reader.value("attributeCallback")
    reader.finish()
    guard let callback else {
      findings.add(
        .attributeDefinition, at: node, "Group attribute does not have callback", fix: "add \"attributeCallback\"")
      return nil
    }
    guard let identity, let callback = AttributeCallback(callback, findings: findings) else { return nil }
    (uuid, name, description) = (identity.uuid, identity.name, identity.description)
    self.callback = callback
  }
}
