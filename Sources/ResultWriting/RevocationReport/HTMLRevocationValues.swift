extension MarkupWriter {
  /// What stands where there is no value.
  static let absent = "–"

  /// A count with its thousands apart.
  mutating func count(_ number: Int) {
    let digits = Array(String(number))
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += "\u{202F}" }
      grouped.append(digit)
    }
    text(grouped)
  }

  mutating func time(_ instant: String?) {
    guard let instant else { return text(MarkupWriter.absent) }
    markup("<time>")
    text(instant)
    markup("</time>")
  }

  mutating func small(_ line: String) {
    markup("<div class=\"s\">")
    text(line)
    markup("</div>")
  }

  /// A name with its first part, which tells certificates apart, before the eye.
  mutating func distinguishedName(_ name: String) {
    let end = MarkupWriter.endOfFirstName(name)
    markup("<div class=\"dn\"><b>")
    text(name[..<end])
    markup("</b>")
    text(name[end...])
    markup("</div>")
  }

  /// Hexadecimal digits in groups of four from the right, as elements of their own: a line can end after each group,
  /// and who copies the number gets it without blanks.
  mutating func hexadecimalGroups(_ digits: String) {
    var rest = digits.utf8[...]
    markup("<div class=\"sn\">")
    while !rest.isEmpty {
      let odd = rest.count % 4
      markup("<i>")
      text(Substring(rest.prefix(odd == 0 ? 4 : odd)))
      markup("</i>")
      rest = rest.dropFirst(odd == 0 ? 4 : odd)
    }
    markup("</div>")
  }

  /// The first comma that no backslash takes back (RFC 4514 2.4); the end where there is none.
  private static func endOfFirstName(_ name: String) -> String.Index {
    var isEscaped = false
    for (index, octet) in zip(name.utf8.indices, name.utf8) {
      if octet == 0x2C, !isEscaped { return index }
      isEscaped = octet == 0x5C && !isEscaped
    }
    return name.endIndex
  }
}
