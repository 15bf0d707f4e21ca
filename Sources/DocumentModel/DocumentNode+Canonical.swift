extension DocumentNode {
  /// Appends a form of the value that does not depend on JSON or XML, on white space or on the order of members.
  ///
  /// XML does not tell `5` from `"5"`, nor `[]` from `{}` and `""`; neither does this form.
  package func writeCanonical(to octets: inout [UInt8]) {
    switch kind {
    case .null: octets.append(UInt8(ascii: "n"))
    case _ where isEmpty: octets.append(UInt8(ascii: "e"))
    case .string, .number, .boolean, .untyped:
      writeText(document.nodes[index].value, document.nodes[index].isValueEscaped, to: &octets)
    case .array:
      octets.append(UInt8(ascii: "["))
      for child in children { child.writeCanonical(to: &octets) }
      octets.append(UInt8(ascii: "]"))
    case .object:
      octets.append(UInt8(ascii: "{"))
      for member in children.map(\.index).sorted(by: { document.isName($0, before: $1) }) {
        if let name = document.nodes[member].name {
          writeText(name, document.nodes[member].isNameEscaped, to: &octets)
        }
        DocumentNode(document: document, index: member).writeCanonical(to: &octets)
      }
      octets.append(UInt8(ascii: "}"))
    }
  }

  private func writeText(_ range: Range<Int32>, _ isEscaped: Bool, to octets: inout [UInt8]) {
    let text = document.slice(range, isEscaped: isEscaped)
    octets.append(UInt8(ascii: "s"))
    DocumentNode.append(text.count, to: &octets)
    octets.append(UInt8(ascii: ":"))
    octets.append(contentsOf: text)
  }

  /// In decimal digits.
  private static func append(_ count: Int, to octets: inout [UInt8]) {
    if count >= 10 { append(count / 10, to: &octets) }
    octets.append(UInt8(ascii: "0") + UInt8(count % 10))
  }
}

extension Document {
  fileprivate func isName(_ index: Int, before other: Int) -> Bool {
    nameOctets(index).lexicographicallyPrecedes(nameOctets(other))
  }

  private func nameOctets(_ index: Int) -> ArraySlice<UInt8> {
    nodes[index].name.map { slice($0, isEscaped: nodes[index].isNameEscaped) } ?? []
  }
}
