import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

/// A document from JSON.
func json(_ text: String) throws -> DocumentNode { try JSONReader.document(Array(text.utf8)).root }

/// The JSON of a definition named `a` with the label `A` and the UUID `u`.
func definitionText(
  _ contentType: String, properties: String = "", content: String = "", constraints: String = "",
  effect: String = "record", others: String = ""
) -> String {
  """
  {"uuid": "u", "name": "a", "contentType": "\(contentType)", "effect": "\(effect)",
   "properties": {"label": "A"\(properties.isEmpty ? "" : ", " + properties)}
   \(content.isEmpty ? "" : ", \"content\": " + content)
   \(constraints.isEmpty ? "" : ", \"constraints\": " + constraints)\(others.isEmpty ? "" : ", " + others)}
  """
}

/// The definition of some JSON, which must be right.
func definition(_ text: String) throws -> AttributeDefinition {
  let findings = FindingCollector()
  let definition = AttributeDefinition(try json(text), findings: findings)
  try #require(findings.findings.map(\.text) == [])
  return try #require(definition)
}

/// Everything that is wrong with attributes in JSON, one line each, without the remedies, and the texts of the valid
/// values by name.
func judge(
  _ attributes: String, by definitions: AttributeDefinition...
) throws -> (findings: [String], values: [String: [String]]) {
  let collector = FindingCollector()
  let nodes = try #require(try json(attributes).elements.map(Array.init))
  let values = AttributeValidator.validate(nodes, by: definitions, at: "/body/attributes", findings: collector)
  for finding in collector.findings { #expect(!finding.remedy.isEmpty) }
  return (
    collector.findings.map { "\($0.pointer) \($0.code.rawValue): \($0.problem)" },
    Dictionary(values.map { ($0.definition.name, $0.texts) }, uniquingKeysWith: { first, _ in first })
  )
}
