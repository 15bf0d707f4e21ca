/// Text from outside in a form that no terminal obeys and that hides nothing.
///
/// Controls (C0, DEL, C1), what turns the direction of writing, what has no width, blanks other than U+0020, a blank
/// behind a blank, and what Unicode has not assigned are shown as `\u{202e}`. Everything else stands as it is, a
/// backslash too.
package enum TerminalText {
  /// The text with everything that is not plainly visible written out.
  package static func escape(_ text: String) -> String {
    if isPlain(text) { return text }
    var escaped = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      // Rows of blanks would forge columns, or another line where a terminal breaks a long one.
      if isVisible(scalar), scalar != " " || previous != " " {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return escaped
  }

  /// The most columns that escaped text can take: everything beyond ASCII counts as wide.
  static func columns(_ text: Substring) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
  }

  /// Whether nothing needs to be looked at more closely, as is mostly the case.
  private static func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0
    return text.utf8.allSatisfy { octet in
      defer { previous = octet }
      return (0x20..<0x7F).contains(octet) && (octet != 0x20 || previous != 0x20)
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
