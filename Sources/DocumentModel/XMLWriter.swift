/// Writes XML 1.0 in one fixed form, value by value as `JSONWriter` writes JSON: UTF-8, each element on a line of its
/// own, two spaces deeper than its container.
///
/// Objects are elements with their members in them, arrays hold `<item>`; `type` stands where the form alone would not
/// give the same value again. Names are those of members; nil is an array's element.
package struct XMLWriter {
  /// What has been written and not been taken.
  package private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
  private var open: [[UInt8]] = []
  /// Whether the tag that was written last still lacks its end, as attributes may come.
  private var isTagOpen = false
  /// Names that have been written as those of elements.
  ///
  /// Readers of XML keep every name that they meet, and refuse texts with too many; beyond this number, names that are
  /// new become attributes.
  private var elementNames: Set<[UInt8]> = []
  private static let mostElementNames = 10_000

  /// A text with nothing but its XML declaration.
  package init() {}

  /// The outermost element, an object.
  package mutating func root(_ name: String, namespace: String, _ body: (inout XMLWriter) -> Void) {
    beginRoot(name, namespace: namespace)
    body(&self)
    endRoot()
  }

  /// Begins the outermost element; `endRoot` ends it.
  package mutating func beginRoot(_ name: String, namespace: String) {
    begin(Array(name.utf8))
    attribute("xmlns", Array(namespace.utf8))
  }

  /// Ends the outermost element and the text.
  package mutating func endRoot() {
    end()
    bytes.append(0x0A)
  }

  /// Takes away what has been written so far, for texts that are written piece by piece.
  package mutating func take() -> [UInt8] {
    closeTag()
    defer { bytes = [] }
    return bytes
  }

  /// An object.
  package mutating func object(_ name: String?, _ body: (inout XMLWriter) -> Void) {
    begin(name)
    body(&self)
    if isTagOpen { attribute("type", "object") }
    end()
  }

  /// An array; `body` writes one value with the name nil for each element.
  package mutating func array<Element>(
    _ name: String?, _ elements: some Sequence<Element>, _ body: (inout XMLWriter, Element) -> Void
  ) {
    begin(name)
    for element in elements { body(&self, element) }
    if isTagOpen { attribute("type", "array") }
    end()
  }

  /// A string; one that could be taken for something else says its type.
  package mutating func string(_ name: String?, _ value: String) {
    let octets = Array(value.utf8)
    begin(name)
    if XMLText.isAmbiguous(octets) { attribute("type", "string") }
    let isEscaped = !XMLText.isPlain(octets)
    if isEscaped { attribute("escaped", "true") }
    endText(isEscaped ? XMLText.escaped(value) : octets)
  }

  /// Null.
  package mutating func null(_ name: String?) {
    begin(name)
    attribute("nil", "true")
    end()
  }

  /// Text whose type whoever reads it knows.
  package mutating func untyped(_ name: String?, _ text: [UInt8]) {
    begin(name)
    let isEscaped = !XMLText.isPlain(text)
    if isEscaped { attribute("escaped", "true") }
    endText(isEscaped ? XMLText.escaped(String(decoding: text, as: UTF8.self)) : text)
  }

  /// Copies a value from a document, with its type.
  package mutating func value(_ name: String?, _ node: DocumentNode) {
    switch node.kind {
    case .object: object(name) { for child in node.children { $0.value(child.name ?? "", child) } }
    case .array: array(name, node.children) { $0.value(nil, $1) }
    case .string: string(name, node.text)
    case .number: typed(name, "number", node.octets)
    case .boolean: typed(name, "boolean", node.octets)
    case .null: null(name)
    case .untyped: untyped(name, node.octets)
    }
  }

  /// A member that is a string.
  package mutating func member(_ name: String, _ value: String) { string(name, value) }
  /// A member that is a whole number.
  package mutating func member(_ name: String, _ value: Int) { typed(name, "number", Array(String(value).utf8)) }
  /// A member that is a boolean.
  package mutating func member(_ name: String, _ value: Bool) {
    typed(name, "boolean", Array((value ? "true" : "false").utf8))
  }

  /// A member that is left out where there is no value.
  package mutating func member(_ name: String, ifPresent value: String?) {
    if let value { string(name, value) }
  }

  /// A member that is null where there is no value.
  package mutating func member(_ name: String, orNull value: String?) {
    if let value { string(name, value) } else { null(name) }
  }

  /// A member that is an array of strings.
  package mutating func member(_ name: String, _ values: [String]) {
    array(name, values) { $0.string(nil, $1) }
  }

  private mutating func typed(_ name: String?, _ type: String, _ text: [UInt8]) {
    begin(name)
    attribute("type", type)
    endText(text)
  }

  private mutating func begin(_ name: String?) {
    guard let name else { return begin(Array("item".utf8)) }
    let octets = Array(name.utf8)
    guard !isElementName(octets) else { return begin(octets) }
    begin(Array("member".utf8))
    if XMLText.isPlain(octets) {
      attribute("name", octets)
    } else {
      attribute("escapedName", XMLText.escaped(name))
    }
  }

  private mutating func isElementName(_ name: [UInt8]) -> Bool {
    guard XMLText.isElementName(name) else { return false }
    if elementNames.count < XMLWriter.mostElementNames { elementNames.insert(name) }
    return elementNames.contains(name)
  }

  private mutating func begin(_ name: [UInt8]) {
    closeTag()
    newLine()
    bytes.append(0x3C)
    bytes += name
    open.append(name)
    isTagOpen = true
  }

  private mutating func attribute(_ name: String, _ value: String) { attribute(name, Array(value.utf8)) }

  private mutating func attribute(_ name: String, _ value: [UInt8]) {
    bytes += Array(" \(name)=\"".utf8)
    XMLText.append(value, to: &bytes, inAttribute: true)
    bytes.append(0x22)
  }

  /// Ends an element that holds elements.
  private mutating func end() {
    guard let name = open.popLast() else { return }
    guard !isTagOpen else {
      isTagOpen = false
      bytes += Array("/>".utf8)
      return
    }
    newLine()
    close(name)
  }

  /// Ends an element that holds text.
  private mutating func endText(_ text: [UInt8]) {
    guard !text.isEmpty else { return end() }
    closeTag()
    XMLText.append(text, to: &bytes, inAttribute: false)
    if let name = open.popLast() { close(name) }
  }

  private mutating func close(_ name: [UInt8]) {
    bytes += [0x3C, 0x2F]
    bytes += name
    bytes.append(0x3E)
  }

  private mutating func closeTag() {
    if isTagOpen { bytes.append(0x3E) }
    isTagOpen = false
  }

  private mutating func newLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: open.count * 2))
  }
}
