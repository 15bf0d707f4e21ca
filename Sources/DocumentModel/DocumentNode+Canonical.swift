extension DocumentNode {
  /// Appends a form of the value that does not depend on JSON or XML, on white space or on the order of members.
  ///
  /// XML does not tell `5` from `"5"`, nor `[]` from `{}` and `""`; neither does this form.
  package func writeCanonical(to octets: inout [UInt8]) {
    switch kind {
    case .null: octets.append(UInt8(ascii: "n"))
    case _ where isEmpty: octets.append(UInt8(ascii: "e"))
    case .string, .number, .boolean, .untyped: DocumentNode.writeText(self.octets, to: &octets)
    case .array:
      octets.append(UInt8(ascii: "["))
      for child in children { child.writeCanonical(to: &octets) }
      octets.append(UInt8(ascii: "]"))
    case .object:
      octets.append(UInt8(ascii: "{"))
      for (name, child) in children.map({ ($0.nameOctets, $0) }).sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
        DocumentNode.writeText(name, to: &octets)
        child.writeCanonical(to: &octets)
      }
      octets.append(UInt8(ascii: "}"))
    }
  }

  private var nameOctets: [UInt8] {
    document.nodes[index].name.map { document.octets($0, isEscaped: document.nodes[index].isNameEscaped) } ?? []
  }

  private static func writeText(_ text: [UInt8], to octets: inout [UInt8]) {
    octets.append(UInt8(ascii: "s"))
    octets += Array(String(text.count).utf8)
    octets.append(UInt8(ascii: ":"))
    octets += text
  }
}
