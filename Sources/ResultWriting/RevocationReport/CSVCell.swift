/// One cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
///
/// - A cell that would begin with `=`, `+`, `-`, `@`, TAB, CR, LF, the wide form of one of those signs, or an
///   apostrophe is quoted and gets an apostrophe in front. A program that wants the exact value removes one leading
///   apostrophe; no other cell begins with one.
/// - A cell that holds a comma, a quote, a line break, or a blank at an end is quoted.
/// - Control characters other than TAB, CR and LF stand as text like `\u001b`: no terminal obeys them, and readers
///   that stop at NUL go on.
enum CSVCell {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let startsFormula = text.unicodeScalars.first.map(isFormulaStart) ?? false
    guard startsFormula || needsQuotes(text) else {
      appendContents(of: text, to: &bytes)
      return
    }
    bytes.append(0x22)
    if startsFormula { bytes.append(0x27) }
    appendContents(of: text, to: &bytes)
    bytes.append(0x22)
  }

  private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "\n", "'", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.utf8.first == 0x20 || text.utf8.last == 0x20
      || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  private static func appendContents(of text: String, to bytes: inout [UInt8]) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 }) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += [0x22, 0x22]
      case "\t", "\r", "\n": bytes.append(UInt8(scalar.value))
      case _ where scalar.isControl: bytes.append(contentsOf: scalar.visible.utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
