import AttributeValidation
import DocumentModel

/// A data attribute that the API itself defines, as lists show it and as values are judged by it.
struct DefinedAttribute {
  let uuid: String
  let name: String
  let label: String
  var contentType = AttributeContentType.string
  var isRequired = true
  /// The values that there are, as JSON; empty where every value will do.
  var values: [(reference: String, json: String)] = []
  /// A regular expression for the value, and what it means.
  var pattern: (source: String, meaning: String)?

  /// Nil only for a definition that contradicts itself.
  var entry: AttributeEntry? {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("uuid", uuid)
      writer.member("name", name)
      writer.member("contentType", contentType.rawValue)
      writer.member("properties") {
        $0.object {
          $0.member("label", label)
          $0.member("required", isRequired)
          $0.member("list", !values.isEmpty)
        }
      }
      if !values.isEmpty { writer.member("content") { writeValues(to: &$0) } }
      if let pattern { writer.member("constraints") { $0.array([pattern]) { DefinedAttribute.write($1, to: &$0) } } }
      writer.member("effect", "record")
    }
    guard let document = try? JSONReader.document(writer.bytes) else { return nil }
    return AttributeEntry(document.root, in: .profile, findings: FindingCollector())
  }

  private func writeValues(to writer: inout JSONWriter) {
    writer.array(values) { writer, value in
      writer.object {
        $0.member("reference", value.reference)
        $0.member("data") { $0.raw(Array(value.json.utf8)) }
      }
    }
  }

  private static func write(_ pattern: (source: String, meaning: String), to writer: inout JSONWriter) {
    writer.object {
      $0.member("description", pattern.meaning)
      $0.member("errorMessage", pattern.meaning)
      $0.member("type", "regExp")
      $0.member("data", pattern.source)
    }
  }
}

extension AttributeCatalog {
  /// Attributes that the API itself defines.
  init(_ attributes: [DefinedAttribute]) {
    self.init(attributes.compactMap(\.entry), tables: [], findings: FindingCollector())
  }
}
