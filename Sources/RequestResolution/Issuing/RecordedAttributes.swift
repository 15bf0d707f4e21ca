import AttributeValidation
import DocumentModel

/// The attributes of a request as they are kept with its certificate: ResponseAttributeDto of the API.
enum RecordedAttributes {
  /// `"issueAttributes":[…],"customAttributes":[…]` as JSON members without braces; empty where none were given.
  static func json(
    issue: [AttributeValue] = [], revoke: [AttributeValue] = [], custom: [AttributeValue] = []
  ) -> [UInt8] {
    if issue.isEmpty, revoke.isEmpty, custom.isEmpty { return [] }
    return members {
      write("issueAttributes", issue, to: &$0)
      write("revokeAttributes", revoke, to: &$0)
      write("customAttributes", custom, to: &$0)
    }
  }

  /// The issue attributes among what `json` gave, in the same form.
  static func issue(in members: [UInt8]) -> [UInt8] { part("issueAttributes", of: members) }
  /// The revoke attributes among what `json` gave, in the same form.
  static func revoke(in members: [UInt8]) -> [UInt8] { part("revokeAttributes", of: members) }
  /// The custom attributes among what `json` gave, in the same form.
  static func custom(in members: [UInt8]) -> [UInt8] { part("customAttributes", of: members) }
  /// What the authority said about the certificate, in the form that `adding` gave.
  static func metadata(in members: [UInt8]) -> [UInt8] { part("metadata", of: members) }

  private static func part(_ name: StaticString, of members: [UInt8]) -> [UInt8] {
    guard !members.isEmpty, let root = try? JSONReader.document([0x7B] + members + [0x7D]).root,
      let part = root.member(name)
    else { return [] }
    return self.members { $0.member("\(name)") { $0.value(part) } }
  }

  /// What `json` gave, and behind it the member `metadata`: what the authority says about each certificate.
  static func adding(_ metadata: [AttributeDefinition], to members: [UInt8]) -> [UInt8] {
    guard !metadata.isEmpty else { return members }
    // The API groups by connector; there is one.
    let said = self.members {
      $0.member("metadata") { $0.array { $0.element { $0.object { writeItems(metadata, to: &$0) } } } }
    }
    return members.isEmpty ? said : members + [0x2C] + said
  }

  private static func writeItems(_ metadata: [AttributeDefinition], to writer: inout JSONWriter) {
    writer.member("items") { $0.array(metadata) { write($1, $1.content.map(\.data), to: &$0) } }
  }

  private static func members(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object(body)
    return Array(writer.bytes.dropFirst().dropLast())
  }

  /// The attributes themselves, as a JSON array; empty where none were given.
  static func list(_ values: [AttributeValue]) -> [UInt8] {
    guard !values.isEmpty else { return [] }
    var writer = JSONWriter()
    write(values, to: &writer)
    return writer.bytes
  }

  private static func write(_ name: String, _ values: [AttributeValue], to writer: inout JSONWriter) {
    guard !values.isEmpty else { return }
    writer.member(name) { write(values, to: &$0) }
  }

  private static func write(_ values: [AttributeValue], to writer: inout JSONWriter) {
    writer.array(values) { write($1.definition, $1.data, to: &$0) }
  }

  private static func write(_ definition: AttributeDefinition, _ data: [DocumentNode], to writer: inout JSONWriter) {
    writer.object {
      $0.member("uuid", definition.uuid)
      $0.member("name", definition.name)
      $0.member("label", definition.label)
      $0.member("type", definition.kind.rawValue)
      $0.member("contentType", definition.contentType.rawValue)
      // Secrets are used and never kept.
      guard !definition.contentType.isSecret else { return }
      $0.member("content") {
        $0.array(data) { writer, data in
          writer.object { $0.member("data") { definition.contentType.write(data, to: &$0) } }
        }
      }
    }
  }
}
