/// The types that attribute content can have (attributes v2 of the API); the raw value is the wire code.
package enum AttributeContentType: String, CaseIterable, Sendable {
  case string, text, integer, boolean, float, date, time, datetime, secret, file, credential, codeblock, object

  /// The name that the API's error texts use.
  package var label: String {
    switch self {
    case .string: "String"
    case .text: "Text"
    case .integer: "Integer number"
    case .boolean: "Boolean"
    case .float: "Decimal number"
    case .date: "Date"
    case .time: "Time"
    case .datetime: "DateTime"
    case .secret: "Secret"
    case .file: "File"
    case .credential: "Credential"
    case .codeblock: "Code block"
    case .object: "Object"
    }
  }
}
