import Diagnostics

/// Puts a document together value by value, as a reader of XML meets them; JSON has a way of its own.
package struct DocumentBuilder {
  private var text: [UInt8] = []
  private var nodes: [Document.Node] = []
  private var open: [OpenContainer] = []
  private let limits: DocumentLimits

  /// An empty document that may grow up to the limits.
  package init(limits: DocumentLimits) {
    self.limits = limits
  }

  /// Begins an object or array; `end` ends it.
  package mutating func begin(_ kind: DocumentKind, name: [UInt8]?, offset: Int) throws(DocumentError) {
    try add(kind, name: name, value: [], offset: offset)
    open.append(OpenContainer(index: nodes.count - 1))
    guard open.count <= limits.nesting else { throw .tooDeep(limits, at: offset) }
  }

  /// Ends the innermost object or array.
  package mutating func end() {
    if let container = open.popLast() { nodes[container.index].end = Int32(nodes.count) }
  }

  /// Adds a value without members.
  package mutating func add(
    _ kind: DocumentKind, name: [UInt8]?, value: [UInt8], offset: Int
  ) throws(DocumentError) {
    guard nodes.count < limits.nodes else { throw .tooManyValues(limits, at: offset) }
    guard value.count <= limits.stringOctets else { throw .stringTooLong(limits, at: offset) }
    guard text.count + value.count + (name?.count ?? 0) <= limits.recordOctets else {
      throw .recordTooLarge(limits, at: offset)
    }
    let nameRange = name.map { append($0) }
    let valueRange = append(value)
    nodes.append(
      Document.Node(
        kind: kind, name: nameRange, value: valueRange, offset: Int32(clamping: offset), end: Int32(nodes.count + 1),
        parent: open.parent, position: open.takePosition()))
  }

  /// The document; everything that was begun must have been ended.
  package func finish() -> Document {
    Document(text: text, nodes: nodes)
  }

  private mutating func append(_ octets: [UInt8]) -> Range<Int32> {
    let start = Int32(text.count)
    text += octets
    return start..<Int32(text.count)
  }
}

/// A container whose members are being read.
struct OpenContainer {
  let index: Int
  var count: Int32 = 0
}

extension [OpenContainer] {
  /// The index of the container that the next value is in; -1 for the outermost value.
  var parent: Int32 { last.map { Int32($0.index) } ?? -1 }

  /// The place of the next value in its container.
  mutating func takePosition() -> Int32 {
    guard !isEmpty else { return 0 }
    defer { self[endIndex - 1].count += 1 }
    return self[endIndex - 1].count
  }
}

extension DocumentError {
  static func tooDeep(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .documentLimit, at: offset, "values are nested more than \(limits.nesting) deep", fix: "flatten the document")
  }

  static func tooManyValues(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .documentLimit, at: offset, "more than \(limits.nodes) values in one record", fix: "split the record")
  }

  /// A string that exceeds its limit.
  package static func stringTooLong(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .documentLimit, at: offset, "a string is longer than \(limits.stringOctets) octets",
      fix: "shorten it, or name a file where one may be named")
  }

  /// A record that exceeds its limit.
  package static func recordTooLarge(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .documentLimit, at: offset, "the record is larger than \(limits.recordOctets) octets", fix: "split the record")
  }
}
