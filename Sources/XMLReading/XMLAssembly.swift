import Diagnostics
package import DocumentModel

/// Turns elements into a document.
///
/// An element with elements in it is an object of members, or an array where all of them are `<item>`; an element
/// without is text. `type` says it where the form does not, `nil="true"` is null, and `<member name="…">` is a member
/// whose name cannot be an element's.
package struct XMLAssembly {
  private struct Frame {
    let form: XMLElementForm?
    let offset: Int
    /// Object or array, once it is known to be one.
    var container: DocumentKind?
    var text: [UInt8] = []
    var names: Set<[UInt8]> = []
  }

  private var builder: DocumentBuilder
  private var frames: [Frame] = []
  private let namespace: XMLNamespace
  private let limits: DocumentLimits
  /// Where the document begins; offsets count from here.
  private let start: Int

  /// - Parameter start: The offset in the text from which the document's offsets count.
  package init(_ namespace: XMLNamespace, limits: DocumentLimits, from start: Int) {
    builder = DocumentBuilder(limits: limits)
    self.namespace = namespace
    self.limits = limits
    self.start = start
  }

  /// The element at which a reader stands, with all that is in it, as a document; its own name does not count.
  package static func document(
    _ reader: XMLNodeReader, _ namespace: XMLNamespace, limits: DocumentLimits
  ) throws(DocumentError) -> Document {
    var assembly = XMLAssembly(namespace, limits: limits, from: reader.offset)
    try assembly.take(reader)
    return assembly.finish()
  }

  /// Begins an object whose members are taken one by one; `endObject` ends it.
  package mutating func beginObject() throws(DocumentError) {
    try builder.begin(.object, name: nil, offset: 0)
    frames.append(Frame(form: nil, offset: 0, container: .object))
  }

  /// Ends the object.
  package mutating func endObject() {
    frames.removeLast()
    builder.end()
  }

  /// Reads from the start of an element, at which the reader stands, to its end.
  package mutating func take(_ reader: XMLNodeReader) throws(DocumentError) {
    let outer = frames.count
    try begin(reader)
    while frames.count > outer {
      switch try reader.next() {
      case .start: try begin(reader)
      case .text: try addText(reader)
      case .end: try end(reader)
      case nil: return
      }
    }
  }

  /// The document; everything that was begun must have been ended.
  package func finish() -> Document { builder.finish() }

  private mutating func begin(_ reader: XMLNodeReader) throws(DocumentError) {
    let form = try XMLElementForm(reader, in: namespace)
    if !frames.isEmpty { try enter(form, reader) }
    frames.append(Frame(form: form, offset: reader.offset - start))
  }

  /// Makes the innermost element a container, if it is not one yet, and checks that the new one may be in it.
  private mutating func enter(_ form: XMLElementForm, _ reader: XMLNodeReader) throws(DocumentError) {
    let last = frames.count - 1
    if frames[last].container == nil { try makeContainer(last, of: form, reader) }
    if frames[last].container == .array {
      guard form.isItem else {
        throw reader.error(
          .documentSyntax, "element \(reader.printableName) among <item>",
          fix: "write <item> only, or <member name=\"item\"> for a member of this name")
      }
    } else {
      if form.isItem, frames[last].form?.kind == nil {
        throw reader.error(
          .documentSyntax, "<item> among other elements", fix: "write <member name=\"item\"> or type=\"object\"")
      }
      guard frames[last].names.insert(form.name ?? []).inserted else {
        throw reader.error(
          .documentDuplicateMember,
          "member \"\(String(decoding: (form.name ?? []).prefix(80), as: UTF8.self))\" stands twice in one object",
          fix: "keep one of them")
      }
    }
  }

  private mutating func makeContainer(
    _ index: Int, of first: XMLElementForm, _ reader: XMLNodeReader
  ) throws(DocumentError) {
    let frame = frames[index]
    guard frame.text.allSatisfy(isXMLSpace) else { throw mixed(reader) }
    let kind = frame.form?.kind ?? (first.isItem ? .array : .object)
    guard kind == .object || kind == .array, frame.form?.isEscaped != true else {
      throw reader.error(
        .documentSyntax, "element \(reader.printableName) inside a value that is text", fix: "correct type or nil")
    }
    try builder.begin(kind, name: name(of: index), offset: frame.offset)
    frames[index].container = kind
    frames[index].text = []
  }

  private mutating func addText(_ reader: XMLNodeReader) throws(DocumentError) {
    let last = frames.count - 1
    let text = try reader.text()
    if frames[last].container != nil {
      guard text.allSatisfy(isXMLSpace) else { throw mixed(reader) }
    } else {
      guard frames[last].text.count + text.count <= limits.stringOctets else {
        throw .stringTooLong(limits, at: frames[last].offset)
      }
      frames[last].text += text
    }
  }

  private mutating func end(_ reader: XMLNodeReader) throws(DocumentError) {
    let index = frames.count - 1
    let frame = frames[index]
    if frame.container != nil {
      builder.end()
    } else {
      try addValue(frame, name(of: index), reader)
    }
    frames.removeLast()
  }

  private mutating func addValue(
    _ frame: Frame, _ name: [UInt8]?, _ reader: XMLNodeReader
  ) throws(DocumentError) {
    let isBlank = frame.text.allSatisfy(isXMLSpace)
    var text = frame.text
    if frame.form?.isEscaped == true { text = try XMLElementForm.unescape(text, reader) }
    switch frame.form?.kind {
    case .object, .array, .null:
      guard isBlank else { throw mixed(reader) }
      text = []
    case .number:
      guard JSONNumber.isNumber(text) else {
        throw reader.error(.memberType, "a number is expected", fix: "write it as in JSON")
      }
    case .boolean:
      guard text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) else {
        throw reader.error(.memberType, "true or false is expected", fix: "write true or false")
      }
    case .string: break
    case .untyped, nil:
      // Layout between the tags of an empty array or object; blank strings have type="string".
      if isBlank { text = [] }
    }
    let kind = frame.form?.kind ?? .untyped
    if kind == .object || kind == .array {
      try builder.begin(kind, name: name, offset: frame.offset)
      builder.end()
    } else {
      try builder.add(kind, name: name, value: text, offset: frame.offset)
    }
  }

  /// The name under which the value enters the document: none for the outermost and for elements of arrays.
  private func name(of index: Int) -> [UInt8]? {
    guard index > 0, frames[index - 1].container == .object else { return nil }
    return frames[index].form?.name
  }

  private func mixed(_ reader: XMLNodeReader) -> DocumentError {
    reader.error(.documentSyntax, "text stands where only elements may", fix: "put it in an element, or remove it")
  }
}

private func isXMLSpace(_ octet: UInt8) -> Bool {
  octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
}
