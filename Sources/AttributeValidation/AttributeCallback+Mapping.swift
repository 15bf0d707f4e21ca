import Diagnostics
import DocumentModel

extension AttributeCallback {
  /// One variable of the callback and where its value comes from.
  struct Mapping: Sendable {
    enum Source: Sendable {
      case attribute(AttributePath)
      case value(DocumentNode)
    }

    /// Where the API puts a variable.
    enum Target: String, CaseIterable, Sendable {
      case pathVariable, requestParameter, body
    }

    let source: Source
    let attributeType: AttributeKind?
    let contentType: AttributeContentType?
    /// The variable's name.
    let variable: String
    /// In the order of the definition; never empty.
    let targets: [Target]
  }
}

extension AttributeCallback.Mapping {
  /// Reads a mapping of a home file; what is wrong with it becomes findings, in the API's words.
  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let source = AttributeCallback.Mapping.source(&reader)
    attributeType = reader.word("attributeType")
    contentType = reader.word("attributeContentType")
    variable = reader.string("to") ?? ""
    let targets = reader.strings("targets")
    reader.finish()
    self.targets = targets.compactMap(Target.init(rawValue:))
    func refuse(_ problem: String, fix remedy: String) {
      findings.add(.attributeDefinition, at: node, "Callback mapping invalid - \(problem)", fix: remedy)
    }
    if variable.isEmpty { refuse("'to' not set", fix: "name the variable") }
    let words = Target.allCases.map(\.rawValue).joined(separator: ", ")
    if targets.isEmpty { refuse("'targets' not set", fix: "use \(words)") }
    for word in targets where Target(rawValue: word) == nil {
      refuse("'\(word)' is not a target", fix: "use \(words)")
    }
    guard let source else { return nil }
    self.source = source
    if self.targets.contains(where: { $0 != .body }), isComplex {
      refuse("a \(contentType?.rawValue ?? "value") can only go to the body", fix: "map a member of it, or use body")
    }
    guard findings.findings.count == before else { return nil }
  }

  private static func source(_ reader: inout ObjectReader) -> Source? {
    let from = reader.string("from").flatMap { $0.isEmpty ? nil : $0 }
    let value = reader.value("value")
    switch (from, value) {
    case (let from?, nil):
      if let path = AttributePath(from) { return .attribute(path) }
      reader.findings.add(
        Finding(
          .attributeDefinition, at: reader.pointer("from"), "\"\(from)\" does not lead to a value of an attribute",
          fix: "write NAME, NAME.reference, NAME.data or NAME.data.MEMBER"))
    case (nil, let value?): return .value(value)
    case (nil, nil), (_?, _?):
      let problem = from == nil ? "'from' not set and value in null" : "'from' and 'value' are both set"
      reader.findings.add(
        .attributeDefinition, at: reader.node, "Callback mapping invalid - \(problem)", fix: "give one of the two")
    }
    return nil
  }

  /// Whether the value is an object, which has no place in a path or a query.
  private var isComplex: Bool {
    switch source {
    case .value(let value): value.kind == .object || value.kind == .array
    case .attribute(let path):
      switch contentType {
      case .secret, .file, .credential, .codeblock, .object: path.isWhole
      default: false
      }
    }
  }

  /// The API's text for a request that does not give the variable.
  var missing: String {
    let subject =
      switch targets.first {
      case .requestParameter: "query parameters"
      case .body: "request body key"
      case .pathVariable, nil: "path variable"
      }
    return "Callback \(subject) \(variable) not set, but mapping require it"
  }

  /// Writes the mapping as the API lists it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if case .attribute(let path) = source { writer.member("from", path.text) }
      writer.member("attributeType", ifPresent: attributeType?.rawValue)
      writer.member("attributeContentType", ifPresent: contentType?.rawValue)
      writer.member("to", variable)
      writer.member("targets", targets.map(\.rawValue))
      guard case .value(let value) = source, contentType?.isSecret != true else { return }
      writer.member("value") { write(value, to: &$0) }
    }
  }

  /// A value is text unless the mapping says what it is: in XML, `5` and `"5"` are the same.
  private func write(_ value: DocumentNode, to writer: inout JSONWriter) {
    if let contentType, contentType.accepts(value) {
      contentType.write(value, to: &writer)
    } else if value.kind == .object || value.kind == .array {
      writer.value(value)
    } else {
      writer.string(value.text)
    }
  }
}
