import PKIModel

/// Reads the text forms of dates and times in attributes.
enum AttributeText {
  /// `2011-12-03`.
  static func isDate(_ text: String) -> Bool { text.utf8.count == 10 && UTCInstant(text + "T00:00:00Z") != nil }

  /// `23:59:59`.
  static func isTime(_ text: String) -> Bool { text.utf8.count == 8 && UTCInstant("2000-01-01T" + text + "Z") != nil }

  /// `2011-12-03T10:15:30+01:00`, with or without a fraction of a second, which does not count.
  static func instant(_ text: String) -> UTCInstant? {
    let (whole, rest) = (text.utf8.prefix(secondsEnd), text.utf8.dropFirst(secondsEnd))
    guard rest.first == UInt8(ascii: ".") else { return UTCInstant(text) }
    let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    return UTCInstant(String(decoding: Array(whole) + rest.dropFirst(1 + digits.count), as: UTF8.self))
  }

  /// Octets up to the seconds, behind which alone a fraction may stand: `2011-12-03T10:15:30`.
  private static let secondsEnd = 19
}
