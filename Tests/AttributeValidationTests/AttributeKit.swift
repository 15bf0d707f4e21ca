import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

/// A document from JSON.
func json(_ text: String) throws -> DocumentNode { try JSONReader.document(Array(text.utf8)).root }

/// The UUID of the definitions below.
let kitUUID = "00000000-0000-4000-8000-00000000000a"

/// What follows the API's texts about the definitions below.
let kitSuffix = "|Attribute[UUID=\(kitUUID), Name=a, Type=Data, ConnectorUUID=null]"

/// The JSON of a definition named `a` with the label `A`; an empty effect is left out.
func definitionText(
  _ contentType: String, name: String = "a", properties: String = "", content: String = "", constraints: String = "",
  effect: String = "record", others: String = ""
) -> String {
  let members = [
    #""uuid": "\#(kitUUID)", "name": "\#(name)", "contentType": "\#(contentType)""#,
    effect.isEmpty ? "" : #""effect": "\#(effect)""#,
    #""properties": {"label": "\#(name.uppercased())"\#(properties.isEmpty ? "" : ", " + properties)}"#,
    content.isEmpty ? "" : #""content": \#(content)"#, constraints.isEmpty ? "" : #""constraints": \#(constraints)"#,
    others,
  ]
  return "{" + members.filter { !$0.isEmpty }.joined(separator: ", ") + "}"
}

/// The entry of some JSON, which must be right.
func entry(_ text: String, in scope: AttributeScope = .profile) throws -> AttributeEntry {
  let findings = FindingCollector()
  let entry = AttributeEntry(try json(text), in: scope, findings: findings)
  try #require(findings.findings.map(\.text) == [])
  return try #require(entry)
}

/// The definition of some JSON, which must be right.
func definition(_ text: String, in scope: AttributeScope = .profile) throws -> AttributeDefinition {
  try #require(try entry(text, in: scope).definition)
}

/// A list of attributes without callbacks.
func catalog(_ entries: [AttributeEntry]) -> AttributeCatalog {
  AttributeCatalog(entries, tables: [], findings: FindingCollector())
}

/// Each finding in one line, without the remedy, which must be there.
func lines(_ collector: FindingCollector) -> [String] {
  for finding in collector.findings { #expect(!finding.remedy.isEmpty) }
  return collector.findings.map { "\($0.pointer) \($0.code.rawValue): \($0.problem)" }
}

/// Everything that is wrong with some JSON as a definition, one line each.
func problems(_ text: String, in scope: AttributeScope = .profile) throws -> [String] {
  let collector = FindingCollector()
  let entry = AttributeEntry(try json(text), in: scope, findings: collector)
  #expect((entry == nil) == !collector.isEmpty)
  return lines(collector)
}

/// What became of attributes in JSON: everything that is wrong and the warnings, one line each, and the texts of the
/// valid values by name.
struct Judgement {
  let findings: [String]
  let warnings: [String]
  let values: [String: [String]]

  init(_ attributes: String, by catalog: AttributeCatalog, isLenient: Bool = false) throws {
    let collector = FindingCollector()
    let nodes = try #require(try json(attributes).elements.map(Array.init))
    let values = AttributeValidator.validate(
      nodes, by: catalog, isLenient: isLenient, at: "/body/attributes", findings: collector)
    findings = lines(collector)
    warnings = collector.warnings.map { "\($0.pointer) \($0.code.rawValue): \($0.problem)" }
    self.values = Dictionary(values.map { ($0.definition.name, $0.texts) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Judges attributes by definitions without callbacks.
func judge(
  _ attributes: String, by definitions: AttributeDefinition..., isLenient: Bool = false
) throws -> Judgement {
  try Judgement(attributes, by: catalog(definitions.map(AttributeEntry.attribute)), isLenient: isLenient)
}
