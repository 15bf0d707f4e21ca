import Diagnostics
import DocumentModel
import PKIModel

/// What every definition says of itself, whatever its kind.
struct AttributeIdentity {
  let uuid: String
  let name: String
  let description: String?

  /// Reads the members; what is wrong with them becomes findings, in the API's words.
  init?(_ reader: inout ObjectReader) {
    let uuid = AttributeIdentity.word("uuid", &reader, "Attribute does not have valid UUID", AttributeIdentity.uuidRule)
    {
      UniqueID($0) != nil
    }
    let name = AttributeIdentity.word("name", &reader, "Attribute does not have valid name", "write a name") {
      !$0.allSatisfy(\.isWhitespace)
    }
    description = reader.string("description")
    guard let uuid, let name else { return nil }
    self.uuid = uuid
    self.name = name
  }

  private static let uuidRule = "write 32 hexadecimal digits as 8-4-4-4-12"

  private static func word(
    _ member: StaticString, _ reader: inout ObjectReader, _ problem: String, _ remedy: String,
    _ isValid: (String) -> Bool
  ) -> String? {
    let text = reader.string(member)
    if let text, isValid(text) { return text }
    // One of another type has been reported already.
    if text != nil || reader.node.member(member)?.isNull ?? true {
      reader.findings.add(Finding(.attributeDefinition, at: reader.pointer(member), problem, fix: remedy))
    }
    return nil
  }
}
