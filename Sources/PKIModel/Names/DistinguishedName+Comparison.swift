extension DistinguishedName {
  /// Whether both names mean the same (RFC 5280 7.1): string types, letter case and runs of blanks do not matter,
  /// the order of the relative names does.
  package func isEquivalent(to other: DistinguishedName) -> Bool {
    comparable == other.comparable
  }

  /// What equivalent names have in common.
  package var comparable: [Set<String>] {
    relativeNames.map { name in
      Set(name.attributes.map { "\($0.type)=\(DistinguishedName.folded($0))" })
    }
  }

  private static func folded(_ attribute: NamingAttribute) -> String {
    // A blank in front, which folded text never has, keeps encodings apart from text that looks like one.
    guard let text = attribute.text else { return " #" + Hex.encode(attribute.valueDER) }
    return text.lowercased().split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
