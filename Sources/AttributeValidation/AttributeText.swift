import PKIModel

/// Reads the text forms of dates and times in attributes.
enum AttributeText {
  /// `2011-12-03`.
  static func isDate(_ text: String) -> Bool { text.utf8.count == 10 && UTCInstant(text + "T00:00:00Z") != nil }

  /// `23:59:59`.
  static func isTime(_ text: String) -> Bool { text.utf8.count == 8 && UTCInstant("2000-01-01T" + text + "Z") != nil }

  /// `2011-12-03T10:15:30+01:00`, with or without a fraction of a second, which does not count.
  static func instant(_ text: String) -> UTCInstant? {
    guard let point = text.firstIndex(of: ".") else { return UTCInstant(text) }
    let rest = text[text.index(after: point)...]
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...9).contains(digits.count) else { return nil }
    return UTCInstant(String(text[..<point]) + rest.dropFirst(digits.count))
  }
}
