extension Unicode.Scalar {
  /// Whether it commands a terminal or a printer: C0, DEL and C1.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// Whether it shows nothing of its own, or turns the direction of what surrounds it.
  ///
  /// The joiners U+200C and U+200D are not among them: Persian and the emoji need them.
  var isDeceptive: Bool {
    switch value {
    case 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }

  /// Whether XML 1.0 cannot hold it, even as a reference (section 2.2, Char).
  var isForbiddenInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Text that stands for it where it cannot stand itself: `\u0007`.
  var visible: String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
