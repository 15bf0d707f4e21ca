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
    let octets = text.utf8
    if octets.first == 0x20 || octets.last == 0x20 { return true }
    return octets.withContiguousStorageIfAvailable { $0.contains(where: separates) }
      ?? octets.contains(where: separates)
  }

  private static func separates(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  private static func appendContents(of text: String, to bytes: inout [UInt8]) {
    let isWritten = text.utf8.withContiguousStorageIfAvailable { octets in
      guard octets.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 }) else { return false }
      bytes.append(contentsOf: octets)
      return true
    }
    if isWritten == true { return }
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
