import AttributeValidation
import DocumentModel

/// The attributes of a request as they are kept with its certificate: ResponseAttributeDto of the API.
enum RecordedAttributes {
  /// `"issueAttributes":[…],"customAttributes":[…]` as JSON members without braces; empty where none were given.
  static func json(issue: [AttributeValue], custom: [AttributeValue]) -> [UInt8] {
    if issue.isEmpty, custom.isEmpty { return [] }
    var writer = JSONWriter()
    writer.object {
      write("issueAttributes", issue, to: &$0)
      write("customAttributes", custom, to: &$0)
    }
    return Array(writer.bytes.dropFirst().dropLast())
  }

  /// The custom attributes among what `json` gave, in the same form.
  static func custom(in members: [UInt8]) -> [UInt8] {
    guard let root = try? JSONReader.document([0x7B] + members + [0x7D]).root,
      let custom = root.member("customAttributes")
    else { return [] }
    var writer = JSONWriter()
    writer.object { $0.member("customAttributes") { $0.value(custom) } }
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
    writer.array(values) { writer, value in
      writer.object {
        let definition = value.definition
        $0.member("uuid", definition.uuid)
        $0.member("name", definition.name)
        $0.member("label", definition.label)
        $0.member("type", definition.kind.rawValue)
        $0.member("contentType", definition.contentType.rawValue)
        // Secrets are used and never kept.
        if definition.contentType != .secret, definition.contentType != .credential {
          $0.member("content") {
            $0.array(value.data) { writer, data in writer.object { $0.member("data") { $0.value(data) } } }
          }
        }
      }
    }
  }
}
