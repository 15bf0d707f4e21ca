import Diagnostics
import DocumentModel

/// What an element's tag says about its value.
struct XMLElementForm {
  /// The member's name; nil for `<item>`.
  var name: [UInt8]?
  /// The type that is stated.
  var kind: DocumentKind?
  /// Whether the text holds backslash escapes as in JSON, for characters that XML cannot hold.
  var isEscaped = false
  var isItem = false

  init(_ reader: XMLNodeReader, in namespace: XMLNamespace) throws(DocumentError) {
    guard reader.isIn(namespace) else {
      throw reader.error(
        .documentForbidden, "element \(reader.printableName) is not in namespace \(namespace.uri)",
        fix: "write xmlns=\"\(namespace.uri)\" on the outermost element")
    }
    isItem = reader.isNamed("item")
    let isMember = reader.isNamed("member")
    if !isMember { name = reader.localName }
    for attribute in reader.attributes() {
      switch attribute.name {
      case "type" where kind == nil: kind = try XMLElementForm.kind(attribute.value, reader)
      case "nil" where kind == nil:
        if try XMLElementForm.isTrue(attribute, reader) { kind = .null }
      case "escaped": isEscaped = try XMLElementForm.isTrue(attribute, reader)
      case "name" where isMember && name == nil: name = attribute.value
      case "escapedName" where isMember && name == nil:
        name = try XMLElementForm.unescape(attribute.value, reader)
      default:
        throw reader.error(
          .memberUnknown, "attribute \(attribute.name) of element \(reader.printableName) is unknown here",
          fix: "write values as elements; attributes are type or nil, escaped, and on <member> name or escapedName")
      }
    }
    guard name != nil else {
      throw reader.error(.memberMissing, "<member> without name", fix: "write <member name=\"…\">")
    }
  }

  /// The text with backslash escapes undone.
  static func unescape(_ text: [UInt8], _ reader: XMLNodeReader) throws(DocumentError) -> [UInt8] {
    do {
      return try JSONReader.document([0x22] + text + [0x22]).root.octets
    } catch {
      throw reader.error(error.code, "escaped text: \(error.problem)", fix: error.remedy)
    }
  }

  private static func kind(_ value: [UInt8], _ reader: XMLNodeReader) throws(DocumentError) -> DocumentKind {
    switch String(decoding: value, as: UTF8.self) {
    case "object": return .object
    case "array": return .array
    case "string": return .string
    case "number": return .number
    case "boolean": return .boolean
    case let word:
      throw reader.error(
        .memberValue, "type \"\(word)\" is not known", fix: "use object, array, string, number or boolean")
    }
  }

  private static func isTrue(
    _ attribute: (name: String, value: [UInt8]), _ reader: XMLNodeReader
  ) throws(DocumentError) -> Bool {
    switch String(decoding: attribute.value, as: UTF8.self) {
    case "true", "1": return true
    case "false", "0": return false
    case let word:
      throw reader.error(.memberValue, "\(attribute.name) cannot be \"\(word)\"", fix: "write true or false")
    }
  }
}

extension XMLNodeReader {
  /// The element as it is named in messages.
  var printableName: String { "<\(String(decoding: localName.prefix(80), as: UTF8.self))>" }
}
