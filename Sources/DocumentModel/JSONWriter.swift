/// Writes JSON (RFC 8259) in one fixed form: members in the order given, no white space unless indented.
package struct JSONWriter {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0
  /// Whether the innermost container has no element yet.
  private var isFirst = true

  /// With `indented`, each member stands on a line of its own, two spaces deeper than its container.
  ///
  /// - Parameter capacity: Octets that are likely to be needed.
  package init(indented: Bool = false, capacity: Int = 256) {
    isIndented = indented
    bytes.reserveCapacity(capacity)
  }

  /// An object as the next value.
  package mutating func object(_ body: (inout JSONWriter) -> Void) { container(0x7B, 0x7D, body) }

  /// An array as the next value.
  package mutating func array(_ body: (inout JSONWriter) -> Void) { container(0x5B, 0x5D, body) }

  /// An array with one value for each element.
  package mutating func array<Element>(
    _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    array { for element in elements { $0.element { body(&$0, element) } } }
  }

  /// A member of the object that is being written.
  package mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
    separate()
    string(name)
    bytes.append(0x3A)
    if isIndented { bytes.append(0x20) }
    value(&self)
  }

  /// An element of the array that is being written.
  package mutating func element(_ value: (inout JSONWriter) -> Void) {
    separate()
    value(&self)
  }

  /// A member that is a string.
  package mutating func member(_ name: String, _ value: String) { member(name) { $0.string(value) } }
  /// A member that is a whole number.
  package mutating func member(_ name: String, _ value: Int) { member(name) { $0.number(value) } }
  /// A member that is a boolean.
  package mutating func member(_ name: String, _ value: Bool) { member(name) { $0.boolean(value) } }

  /// A member that is left out where there is no value.
  package mutating func member(_ name: String, ifPresent value: String?) {
    if let value { member(name, value) }
  }

  /// A member that is null where there is no value.
  package mutating func member(_ name: String, orNull value: String?) {
    member(name) { if let value { $0.string(value) } else { $0.null() } }
  }

  /// A member that is an array of strings.
  package mutating func member(_ name: String, _ values: [String]) {
    member(name) { $0.array(values) { $0.string($1) } }
  }

  /// A whole number as the next value.
  package mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }
  /// A boolean as the next value.
  package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }
  /// Null as the next value.
  package mutating func null() { raw("null") }

  /// A line feed behind the value.
  package mutating func endLine() { bytes.append(0x0A) }

  /// Text that is JSON already.
  package mutating func raw(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

  private mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// A string as the next value.
  ///
  /// What a terminal obeys is escaped, and what breaks lines in some viewers, though only the ASCII controls need to be
  /// (RFC 8259 7).
  package mutating func string(_ value: String) {
    bytes.append(0x22)
    var value = value
    // Nearly all strings are plain; they are copied as they are.
    let isPlain = value.withUTF8 { octets in
      guard JSONWriter.isPlain(octets) else { return false }
      bytes.append(contentsOf: octets)
      return true
    }
    if !isPlain { escapedString(value) }
    bytes.append(0x22)
  }

  /// Whether no octet needs an escape; without a branch for each, so that many are looked at in one step.
  private static func isPlain(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
    var needsEscape: UInt8 = 0
    for octet in octets {
      needsEscape |= (octet &- 0x20 > 0x5E ? 1 : 0) | (octet == 0x22 ? 1 : 0) | (octet == 0x5C ? 1 : 0)
    }
    return needsEscape == 0
  }

  /// A string as the next value, of which nothing needs an escape; `body` appends its octets.
  package mutating func plainString(_ body: (inout [UInt8]) -> Void) {
    bytes.append(0x22)
    body(&bytes)
    bytes.append(0x22)
  }

  private mutating func escapedString(_ value: String) {
    var octets = value.utf8.makeIterator()
    while let octet = octets.next() {
      switch octet {
      case 0x22: raw("\\\"")
      case 0x5C: raw("\\\\")
      case 0x0A: raw("\\n")
      case 0x0D: raw("\\r")
      case 0x09: raw("\\t")
      case 0..<0x20, 0x7F: escape(UInt16(octet))
      // The first octet of U+0080 to U+00BF, of which the lower half is C1.
      case 0xC2:
        guard let second = octets.next() else { break }
        if second < 0xA0 { escape(UInt16(second)) } else { raw([octet, second]) }
      // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
      case 0xE2:
        guard let second = octets.next(), let third = octets.next() else { break }
        if second == 0x80, third == 0xA8 || third == 0xA9 {
          escape(0x2000 | UInt16(third & 0x3F))
        } else {
          raw([octet, second, third])
        }
      default: bytes.append(octet)
      }
    }
  }

  private mutating func escape(_ scalar: UInt16) {
    raw("\\u")
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: scalar >> UInt16(shift) & 15)
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  /// Copies a value from a document; untyped text becomes a string.
  package mutating func value(_ node: DocumentNode) {
    switch node.kind {
    case .object: object { for child in node.children { $0.member(child.name ?? "") { $0.value(child) } } }
    case .array: array(node.children) { $0.value($1) }
    case .string, .untyped: string(node.text)
    case .number, .boolean: raw(node.octets)
    case .null: null()
    }
  }

  private mutating func container(_ begin: UInt8, _ end: UInt8, _ body: (inout JSONWriter) -> Void) {
    bytes.append(begin)
    depth += 1
    let outer = isFirst
    isFirst = true
    body(&self)
    depth -= 1
    if isIndented, !isFirst { newLine() }
    isFirst = outer
    bytes.append(end)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(0x2C) }
    isFirst = false
    if isIndented { newLine() }
  }

  private mutating func newLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }
}
