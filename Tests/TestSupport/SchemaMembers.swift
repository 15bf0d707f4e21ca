import Foundation

/// What a JSON Schema says of the members of its documents.
package struct SchemaMembers {
  /// The types that each member may have, null aside, by its name; empty where the schema leaves them open.
  package private(set) var types: [String: Set<String>] = [:]
  private let definitions: [String: Any]

  /// - Parameter schema: The text of a schema; what it says of other files is left out.
  package init(_ schema: [UInt8]) throws {
    let root = try JSONSerialization.jsonObject(with: Data(schema)) as? [String: Any] ?? [:]
    definitions = root["$defs"] as? [String: Any] ?? [:]
    walk(root)
    for definition in definitions.values { walk(definition) }
  }

  private mutating func walk(_ value: Any) {
    guard let schema = value as? [String: Any] else { return }
    for (name, member) in schema["properties"] as? [String: Any] ?? [:] {
      types[name, default: []].formUnion(kinds(of: member))
      walk(member)
    }
    for key in ["items", "additionalProperties", "if", "then", "else"] { if let part = schema[key] { walk(part) } }
    for key in ["anyOf", "oneOf", "allOf"] { for part in schema[key] as? [Any] ?? [] { walk(part) } }
  }

  private func kinds(of member: Any) -> Set<String> {
    guard let schema = member as? [String: Any] else { return [] }
    if let reference = schema["$ref"] as? String, reference.hasPrefix("#/$defs/") {
      return kinds(of: definitions[String(reference.dropFirst("#/$defs/".count))] ?? [:])
    }
    let parts = schema["anyOf"] as? [Any] ?? []
    let stated = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    let values = (schema["enum"] as? [Any] ?? []) + [schema["const"]].compactMap(\.self)
    return parts.reduce(into: Set(stated + values.map(SchemaMembers.type))) { $0.formUnion(kinds(of: $1)) }
      .subtracting(["null"])
  }

  private static func type(of value: Any) -> String {
    if value is NSNull { return "null" }
    guard let number = value as? NSNumber else { return "string" }
    // As a boolean, and as nothing else, it is an 8-bit integer.
    return String(cString: number.objCType) == "c" ? "boolean" : "integer"
  }
}
