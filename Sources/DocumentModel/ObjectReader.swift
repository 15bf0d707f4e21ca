import Diagnostics

/// Reads the members of an object by name and type; what is missing, of another type or unknown becomes a finding.
///
/// A member that is null counts as absent, as in the API.
package struct ObjectReader {
  /// The object.
  package let node: DocumentNode
  /// Where findings go.
  package let findings: FindingCollector
  private var asked: [StaticString] = []
  /// Tells most names that are not there from those that are: of an envelope's, four in five are absent.
  private let nameBits: UInt64

  /// A value that is not an object is reported, and then read as one without members.
  package init(_ node: DocumentNode, findings: FindingCollector) {
    self.node = node
    self.findings = findings
    asked.reserveCapacity(24)
    nameBits = node.document.nameBits(of: node.index)
    if node.kind != .object, !(node.kind == .untyped && node.isEmpty) {
      findings.add(.memberType, at: node, "an object is expected", fix: "write an object with members")
    }
  }

  /// The member, whatever its type.
  package mutating func value(_ name: StaticString) -> DocumentNode? {
    asked.append(name)
    guard mayBeThere(name), let member = node.member(name), !member.isNull else { return nil }
    return member
  }

  private func mayBeThere(_ name: StaticString) -> Bool {
    name.utf8CodeUnitCount > 0 && nameBits & Document.nameBit(name.utf8Start.pointee, name.utf8CodeUnitCount) != 0
  }

  /// A string that may be absent.
  package mutating func string(_ name: StaticString) -> String? {
    typed(name, "a string") { $0.string }
  }

  /// A whole number that may be absent.
  package mutating func integer(_ name: StaticString) -> Int? {
    typed(name, "a whole number") { $0.integer }
  }

  /// A boolean that may be absent.
  package mutating func boolean(_ name: StaticString) -> Bool? {
    typed(name, "true or false") { $0.boolean }
  }

  /// The elements of an array; none where it is absent.
  package mutating func array(_ name: StaticString) -> [DocumentNode] {
    typed(name, "an array") { $0.elements.map(Array.init) } ?? []
  }

  /// An array of strings; empty where it is absent.
  package mutating func strings(_ name: StaticString) -> [String] {
    array(name).compactMap { element in
      if element.string == nil {
        findings.add(.memberType, at: element, "a string is expected", fix: "write a string")
      }
      return element.string
    }
  }

  /// An object that may be absent.
  package mutating func object(_ name: StaticString) -> ObjectReader? {
    value(name).map { ObjectReader($0, findings: findings) }
  }

  /// A string that must be there and not be empty.
  package mutating func requiredString(_ name: StaticString) -> String? {
    guard let value = required(name, string(name)) else { return nil }
    guard !value.isEmpty else {
      findings.add(
        Finding(.memberValue, at: pointer(name), "\"\(name)\" is empty", fix: "give it a value"))
      return nil
    }
    return value
  }

  /// Reports a required member that is absent; one of a wrong type has been reported already.
  package mutating func required<Value>(_ name: StaticString, _ value: Value?) -> Value? {
    if value == nil, node.member(name)?.isNull ?? true {
      findings.add(
        Finding(.memberMissing, at: node.pointer, "member \"\(name)\" is missing", fix: "add \"\(name)\""))
    }
    return value
  }

  /// A string that must be one of the raw values of an enumeration.
  package mutating func word<Word: RawRepresentable & CaseIterable>(
    _ name: StaticString, as type: Word.Type = Word.self
  ) -> Word? where Word.RawValue == String {
    guard let text = string(name) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    findings.add(
      Finding(.memberValue, at: pointer(name), "\"\(name)\" cannot be \"\(text)\"", fix: "use one of \(words)"))
    return nil
  }

  /// Reports every member that was not asked for; call when all have been read.
  package func finish() {
    for member in node.children where !asked.contains(where: { member.isNamed($0) }) {
      findings.add(
        .memberUnknown, at: member, "member \"\(member.name ?? "")\" is unknown",
        fix: asked.isEmpty ? "remove it" : "remove it, or use one of " + asked.map { "\($0)" }.joined(separator: ", "))
    }
  }

  /// The JSON Pointer of a member, there or not.
  package func pointer(_ name: StaticString) -> String { node.pointer + "/\(name)" }

  private mutating func typed<Value>(
    _ name: StaticString, _ expected: String, _ convert: (DocumentNode) -> Value?
  ) -> Value? {
    guard let member = value(name) else { return nil }
    guard let result = convert(member) else {
      findings.add(.memberType, at: member, "\(expected) is expected", fix: "write \(expected)")
      return nil
    }
    return result
  }
}
