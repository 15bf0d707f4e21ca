package import DocumentModel

extension AttributeContentType {
  /// Whether data has this type, strictly: no number in quotes, no word for a boolean.
  func accepts(_ data: DocumentNode) -> Bool {
    switch self {
    case .string, .text: data.string != nil
    case .integer: data.integer.map { Int32(exactly: $0) != nil } ?? false
    case .boolean: data.boolean != nil
    case .float: data.number != nil
    case .date: data.string.map(AttributeText.isDate) ?? false
    case .time: data.string.map(AttributeText.isTime) ?? false
    case .datetime: data.string.map { AttributeText.instant($0) != nil } ?? false
    case .secret: data.string != nil || data.kind == .object
    case .file, .credential, .codeblock, .object: data.isObject
    }
  }

  /// Data of another type that lenient readers take for this one, as this one; nil where there is no such reading.
  ///
  /// A number is taken for a string, and a string that holds nothing but a number or a boolean for that. A fraction is
  /// not taken for an integer: it would lose something.
  func coerced(_ data: DocumentNode) -> DocumentNode? {
    var writer = JSONWriter()
    switch (self, data.kind) {
    case (.string, .number), (.text, .number): writer.string(data.text)
    case (.integer, .string), (.float, .string), (.boolean, .string): writer.raw(data.octets)
    default: return nil
    }
    guard let root = try? JSONReader.document(writer.bytes).root, accepts(root), root.text == data.text
    else { return nil }
    return root
  }

  /// What two values of this type must have in common to be the same one.
  func identity(of data: DocumentNode) -> [UInt8] {
    var octets: [UInt8] = []
    switch self {
    // Clients may give a credential by UUID and name alone.
    case .credential:
      for member in [data.member("uuid"), data.member("name")] { member?.writeCanonical(to: &octets) }
    case .secret: (data.member("secret") ?? data).writeCanonical(to: &octets)
    case .float: octets = Array("\(data.number ?? .nan)".utf8)
    default: data.writeCanonical(to: &octets)
    }
    return octets
  }

  /// Writes data with the JSON type that the API has for it, whatever form it came in; nothing of it may be secret.
  ///
  /// Of a credential, only what names it is written.
  package func write(_ data: DocumentNode, to writer: inout JSONWriter) {
    switch self {
    case .integer, .float, .boolean: writer.raw(data.octets)
    case .credential:
      writer.object { writer in
        for name in ["uuid", "name", "kind"] as [StaticString] {
          writer.member("\(name)", ifPresent: data.member(name)?.string)
        }
      }
    case .file, .codeblock, .object:
      // What is empty is an array or text to XML as well.
      if data.isEmpty { writer.object { _ in } } else { writer.value(data) }
    default: writer.value(data)
    }
  }

  /// Whether content of this type is never shown or kept.
  package var isSecret: Bool { self == .secret }
}
