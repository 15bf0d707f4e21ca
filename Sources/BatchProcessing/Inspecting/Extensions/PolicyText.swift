import DERCoding
import PKIModel

/// Under which policies a certificate was issued (RFC 5280 4.2.1.4).
enum PolicyText {
  private static let names: [OID: String] = [
    OID(2, 5, 29, 32, 0): "anyPolicy", OID(2, 23, 140, 1, 1): "extended validation (2.23.140.1.1)",
    OID(2, 23, 140, 1, 2, 1): "domain validated (2.23.140.1.2.1)",
    OID(2, 23, 140, 1, 2, 2): "organization validated (2.23.140.1.2.2)",
    OID(2, 23, 140, 1, 2, 3): "individual validated (2.23.140.1.2.3)",
  ]
  private static let practiceStatement = OID(1, 3, 6, 1, 5, 5, 7, 2, 1)
  private static let userNotice = OID(1, 3, 6, 1, 5, 5, 7, 2, 2)

  /// Each policy on a line, its qualifiers below it.
  static func lines(_ value: [UInt8]) throws(DERError) -> [ExtensionLine] {
    var reader = DERReader(value)
    var policies = try reader.enter(.sequence)
    try reader.finish()
    guard !policies.isAtEnd else { throw DERError(.value, at: 0) }
    var lines: [ExtensionLine] = []
    while !policies.isAtEnd {
      var fields = try policies.enter(.sequence)
      let policy = try fields.objectIdentifier()
      lines.append(ExtensionLine(names[policy] ?? policy.description))
      if fields.nextTag == .sequence {
        var qualifiers = try fields.enter(.sequence)
        while !qualifiers.isAtEnd { lines.append(ExtensionLine(try qualifier(&qualifiers), isDetail: true)) }
      }
      try fields.finish()
    }
    return lines
  }

  private static func qualifier(_ qualifiers: inout DERReader) throws(DERError) -> String {
    var fields = try qualifiers.enter(.sequence)
    let kind = try fields.objectIdentifier()
    let value = try fields.next()
    try fields.finish()
    switch kind {
    case practiceStatement: return "practice statement: \(text(value, in: fields))"
    case userNotice: return "user notice: \(try notice(fields.window(value), else: value, in: fields))"
    default: return "\(kind): \(HexText.contents(fields.copy(value.whole)))"
    }
  }

  /// The explicit text; a reference to a document is not looked into.
  private static func notice(
    _ contents: DERReader, else value: DERElement, in fields: DERReader
  ) throws(DERError) -> String {
    guard value.tag == .sequence else { throw DERError(.unexpectedTag, at: value.whole.lowerBound) }
    var contents = contents
    _ = try contents.nextIf(.sequence)
    guard !contents.isAtEnd else { return "a reference" }
    let explicit = try contents.next()
    try contents.finish()
    return text(explicit, in: fields)
  }

  private static func text(_ element: DERElement, in reader: DERReader) -> String {
    reader.text(element) ?? HexText.contents(reader.copy(element.whole))
  }
}

extension DERReader {
  /// The text of a character string of any type; nil where the element is none.
  func text(_ element: DERElement) -> String? {
    NamingAttribute(type: .data, valueTag: element.tag, valueOctets: copy(element.contents)).text
  }
}
