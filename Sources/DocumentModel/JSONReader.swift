import Diagnostics

/// Reads one JSON text (RFC 8259) strictly: UTF-8 without a byte order mark, no member twice, no lone surrogate, no
/// U+0000, nothing behind the value, and within limits.
package enum JSONReader {
  /// The document in a text.
  package static func document(
    _ text: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentError) -> Document {
    guard text.count <= limits.recordOctets else { throw .recordTooLarge(limits, at: 0) }
    var parser = JSONParser(limits: limits)
    // withUnsafeBufferPointer does not carry typed errors.
    let failure = text.withUnsafeBufferPointer { parser.parse($0) }
    if let failure { throw failure }
    return Document(text: text, nodes: parser.nodes)
  }
}

private struct JSONParser {
  let limits: DocumentLimits
  var nodes: [Document.Node] = []
  private var open: [OpenContainer] = []
  private var index = 0

  init(limits: DocumentLimits) {
    self.limits = limits
    nodes.reserveCapacity(32)
    open.reserveCapacity(8)
  }

  mutating func parse(_ text: UnsafeBufferPointer<UInt8>) -> DocumentError? {
    do {
      try parseValues(text)
      return nil
    } catch {
      return error
    }
  }

  /// One turn a value: containers are entered and left on an explicit stack, so depth costs no call frames.
  private mutating func parseValues(_ text: UnsafeBufferPointer<UInt8>) throws(DocumentError) {
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
      throw DocumentError(.documentEncoding, at: 0, "the text begins with a byte order mark", fix: "remove it")
    }
    var hasElement = false
    repeat {
      skipSpace(text)
      guard let container = open.last?.index else {
        hasElement = !(try value(text, nil))
        continue
      }
      let isObject = nodes[container].kind == .object
      guard index < text.count else { throw syntax("the text ends inside a value") }
      if text[index] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        index += 1
        try close(text)
        hasElement = true
        continue
      }
      if hasElement {
        guard text[index] == UInt8(ascii: ",") else { throw syntax("a comma is missing") }
        index += 1
        skipSpace(text)
      }
      hasElement = !(try value(text, isObject ? try memberName(text) : nil))
    } while !open.isEmpty
    skipSpace(text)
    guard index == text.count else { throw syntax("something follows the value") }
  }

  /// Reads one value, or the beginning of a container; returns whether a container was entered.
  private mutating func value(
    _ text: UnsafeBufferPointer<UInt8>, _ name: (range: Range<Int32>, isEscaped: Bool)?
  ) throws(DocumentError) -> Bool {
    guard nodes.count < limits.nodes else { throw .tooManyValues(limits, at: index) }
    guard index < text.count else { throw syntax("a value is missing") }
    let start = index
    var node = Document.Node(
      kind: .null, isNameEscaped: name?.isEscaped ?? false, name: name?.range, value: Int32(start)..<Int32(start),
      offset: Int32(start), end: Int32(nodes.count + 1), parent: open.parent, position: open.takePosition())
    switch text[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      node.kind = text[index] == UInt8(ascii: "{") ? .object : .array
      index += 1
      open.append(OpenContainer(index: nodes.count))
      nodes.append(node)
      guard open.count <= limits.nesting else { throw .tooDeep(limits, at: start) }
      return true
    case UInt8(ascii: "\""):
      node.kind = .string
      (node.value, node.isValueEscaped) = try string(text)
    case UInt8(ascii: "t"): (node.kind, node.value) = (.boolean, try word(text, "true"))
    case UInt8(ascii: "f"): (node.kind, node.value) = (.boolean, try word(text, "false"))
    case UInt8(ascii: "n"): _ = try word(text, "null")
    default:
      guard let end = JSONNumber.end(of: text, from: index) else { throw syntax("a value is missing") }
      node.kind = .number
      node.value = Int32(index)..<Int32(end)
      index = end
    }
    nodes.append(node)
    return false
  }

  private mutating func close(_ text: UnsafeBufferPointer<UInt8>) throws(DocumentError) {
    guard let container = open.popLast()?.index else { return }
    nodes[container].end = Int32(nodes.count)
    if nodes[container].kind == .object { try refuseDuplicates(in: container, text) }
  }

  private mutating func memberName(
    _ text: UnsafeBufferPointer<UInt8>
  ) throws(DocumentError) -> (range: Range<Int32>, isEscaped: Bool) {
    guard index < text.count, text[index] == UInt8(ascii: "\"") else { throw syntax("a member's name is missing") }
    let name = try string(text)
    skipSpace(text)
    guard index < text.count, text[index] == UInt8(ascii: ":") else { throw syntax("a colon is missing") }
    index += 1
    skipSpace(text)
    return name
  }

  private mutating func string(
    _ text: UnsafeBufferPointer<UInt8>
  ) throws(DocumentError) -> (range: Range<Int32>, isEscaped: Bool) {
    let start = index
    let scanned = try JSONStringScanner.scan(text, from: start + 1)
    guard scanned.end - start - 1 <= limits.stringOctets else { throw .stringTooLong(limits, at: start) }
    index = scanned.end + 1
    return (Int32(start + 1)..<Int32(scanned.end), scanned.isEscaped)
  }

  private mutating func word(
    _ text: UnsafeBufferPointer<UInt8>, _ word: StaticString
  ) throws(DocumentError) -> Range<Int32> {
    let end = index + word.utf8CodeUnitCount
    guard end <= text.count, word.withUTF8Buffer({ $0.elementsEqual(text[index..<end]) }) else {
      throw syntax("a value is missing")
    }
    defer { index = end }
    return Int32(index)..<Int32(end)
  }

  private mutating func skipSpace(_ text: UnsafeBufferPointer<UInt8>) {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  private func refuseDuplicates(in container: Int, _ text: UnsafeBufferPointer<UInt8>) throws(DocumentError) {
    if isPlainlyDistinct(container, text) { return }
    var names: Set<[UInt8]> = []
    var index = container + 1
    while index < nodes[container].end {
      let node = nodes[index]
      if let range = node.name {
        let raw = Array(text[Int(range.lowerBound)..<Int(range.upperBound)])
        let name = node.isNameEscaped ? JSONEscapes.decode(raw[...]) : raw
        guard names.insert(name).inserted else {
          throw DocumentError(
            .documentDuplicateMember, at: Int(range.lowerBound),
            "member \"\(String(decoding: name, as: UTF8.self))\" stands twice in one object", fix: "keep one of them")
        }
      }
      index = Int(node.end)
    }
  }

  /// Whether an object has few members, and no two of them could have the same name.
  private func isPlainlyDistinct(_ container: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    var index = container + 1
    while index < nodes[container].end {
      guard count < 16, !nodes[index].isNameEscaped, let name = nodes[index].name else { return false }
      var other = container + 1
      while other < index {
        if let earlier = nodes[other].name, earlier.count == name.count,
          text[Int(earlier.lowerBound)..<Int(earlier.upperBound)].elementsEqual(
            text[Int(name.lowerBound)..<Int(name.upperBound)])
        {
          return false
        }
        other = Int(nodes[other].end)
      }
      count += 1
      index = Int(nodes[index].end)
    }
    return true
  }

  private func syntax(_ problem: String) -> DocumentError {
    DocumentError(.documentSyntax, at: index, problem, fix: "write JSON as RFC 8259 has it")
  }
}
