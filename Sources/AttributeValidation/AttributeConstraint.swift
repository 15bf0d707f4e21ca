import Diagnostics
import DocumentModel
package import PKIModel

/// A rule for the values of an attribute, beyond their type.
package struct AttributeConstraint: Sendable {
  /// What the constraint demands of a value.
  package enum Rule: Sendable {
    /// The whole value matches.
    case regExp(ValuePattern)
    /// Bounds of a number, both included.
    case range(from: Int?, to: Int?)
    /// Bounds of a point in time, both included; given without a zone, they are UTC.
    case dateTime(from: UTCInstant?, to: UTCInstant?)
  }

  package let rule: Rule
  package let description: String?
  /// The definition's own words for a breach.
  package let errorMessage: String?
  private let kind: Kind
  /// Bounds or expression as they were written, for lists of definitions.
  private let data: DocumentNode

  private enum Kind: String, CaseIterable {
    case regExp, range, dateTime

    /// The API's text for a content type that the constraint cannot judge.
    var association: String {
      switch self {
      case .regExp: "Regexp can be associated for STRING type only"
      case .range: "Range can be validated only for INTEGER and FLOAT"
      case .dateTime: "DateTime can be associated for DATETIME type only"
      }
    }
  }

  init?(_ node: DocumentNode, contentType: AttributeContentType, findings: FindingCollector) {
    var reader = ObjectReader(node, findings: findings)
    description = reader.string("description")
    errorMessage = reader.string("errorMessage")
    let kind = reader.required("type", reader.word("type", as: Kind.self))
    let data = reader.required("data", reader.value("data"))
    reader.finish()
    guard let kind, let data else { return nil }
    guard AttributeConstraint.allowed(kind).contains(contentType) else {
      findings.add(
        .attributeDefinition, at: node,
        "Invalid Attribute Constraint Type and Attribute Content Type. \(kind.association)",
        fix: "remove it, or change the content type")
      return nil
    }
    guard let rule = AttributeConstraint.rule(kind, data, findings) else { return nil }
    self.rule = rule
    self.kind = kind
    self.data = data
  }

  /// Writes the constraint as the API lists it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("description", ifPresent: description)
      writer.member("errorMessage", ifPresent: errorMessage)
      writer.member("type", kind.rawValue)
      writer.member("data") { writer in
        switch rule {
        case .regExp(let pattern): writer.string(pattern.source)
        case .range(let from, let to):
          writer.object {
            if let from { $0.member("from", from) }
            if let to { $0.member("to", to) }
          }
        case .dateTime:
          writer.object {
            $0.member("from", ifPresent: data.member("from")?.string)
            $0.member("to", ifPresent: data.member("to")?.string)
          }
        }
      }
    }
  }

  private static func allowed(_ kind: Kind) -> Set<AttributeContentType> {
    switch kind {
    case .regExp: [.string]
    case .range: [.integer, .float]
    case .dateTime: [.datetime]
    }
  }

  private static func rule(_ kind: Kind, _ data: DocumentNode, _ findings: FindingCollector) -> Rule? {
    switch kind {
    case .regExp:
      if let pattern = data.string.flatMap(ValuePattern.init) { return .regExp(pattern) }
      findings.add(.attributeDefinition, at: data, "not a regular expression", fix: "write one that ICU understands")
      return nil
    case .range:
      var bounds = ObjectReader(data, findings: findings)
      defer { bounds.finish() }
      return .range(from: bounds.integer("from"), to: bounds.integer("to"))
    case .dateTime:
      var bounds = ObjectReader(data, findings: findings)
      defer { bounds.finish() }
      return .dateTime(from: instant("from", &bounds), to: instant("to", &bounds))
    }
  }

  private static func instant(_ name: StaticString, _ reader: inout ObjectReader) -> UTCInstant? {
    guard let text = reader.string(name) else { return nil }
    if let instant = AttributeText.instant(text) ?? AttributeText.instant(text + "Z") { return instant }
    reader.findings.add(
      Finding(
        .attributeDefinition, at: reader.pointer(name), "not a date and time", fix: "write it as 2026-01-31T12:00:00"))
    return nil
  }

  /// The API's text for a value that breaks the rule; nil for one that keeps it.
  func breach(by data: DocumentNode, label: String) -> (code: FindingCode, text: String)? {
    let value = data.text
    let subject = "Value \(value) of attribute \(label)"
    switch rule {
    case .regExp(let pattern):
      if pattern.matches(value) { return nil }
      return (.attributeRegExp, "\(subject) doesn't match regex \(pattern.source)")
    case .range(let from, let to):
      guard let number = data.number else { return nil }
      if let from, number < Double(from) { return (.attributeRange, "\(subject) should be higher than \(from)") }
      if let to, number > Double(to) { return (.attributeRange, "\(subject) should be lower than \(to)") }
      return nil
    case .dateTime(let from, let to):
      guard let instant = AttributeText.instant(value) else { return nil }
      if let from, instant < from { return (.attributeDateTime, "\(subject) should be after \(from)") }
      if let to, to < instant { return (.attributeDateTime, "\(subject) should be before \(to)") }
      return nil
    }
  }
}
