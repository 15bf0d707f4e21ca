/// The text forms of IP addresses: dotted decimal, and RFC 5952 for IPv6.
package enum IPAddress {
  /// The text of 4 or 16 octets; hexadecimal for any other number.
  package static func text(_ octets: [UInt8]) -> String {
    switch octets.count {
    case 4: octets.map(String.init).joined(separator: ".")
    case 16: v6Text(octets)
    default: Hex.encode(octets)
    }
  }

  /// The octets of an address; nil for text that is none.
  package static func octets(_ text: String) -> [UInt8]? {
    text.utf8.contains(UInt8(ascii: ":")) ? v6Octets(text) : v4Octets(text[...])
  }

  private static func v4Octets(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { part -> UInt8? in
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), part == "0" || part.first != "0" else { return nil }
      return UInt8(part)
    }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }

  private static func v6Octets(_ text: String) -> [UInt8]? {
    guard let gap = text.firstRange(of: "::") else {
      return groups(text[...], mayEndInV4: true).flatMap { $0.count == 16 ? $0 : nil }
    }
    let tail = text[gap.upperBound...]
    guard !tail.contains("::"), let before = groups(text[..<gap.lowerBound], mayEndInV4: false),
      let after = groups(tail, mayEndInV4: true), before.count + after.count <= 14
    else { return nil }
    return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
  }

  /// RFC 4291 2.2: only the last 32 bits of an address may be in decimal.
  private static func groups(_ text: Substring, mayEndInV4: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var octets: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInV4, index == parts.count - 1, part.contains(".") {
        guard let v4 = v4Octets(part) else { return nil }
        octets += v4
      } else {
        // Digits alone: `UInt16` takes signs too, and reads -0 as 0.
        guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
          let group = UInt16(part, radix: 16)
        else { return nil }
        octets += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return octets
  }

  private static func v6Text(_ octets: [UInt8]) -> String {
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    let texts = groups.map { String($0, radix: 16) }
    guard let gap = longestZeroRun(groups) else { return texts.joined(separator: ":") }
    return texts[..<gap.lowerBound].joined(separator: ":") + "::" + texts[gap.upperBound...].joined(separator: ":")
  }

  /// RFC 5952 4.2: the longest run of at least two zero groups, the first of equals.
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start: Int?
    for index in 0...groups.count {
      if index < groups.count, groups[index] == 0 {
        start = start ?? index
      } else if let first = start {
        if index - first > max(1, longest?.count ?? 1) { longest = first..<index }
        start = nil
      }
    }
    return longest
  }
}
