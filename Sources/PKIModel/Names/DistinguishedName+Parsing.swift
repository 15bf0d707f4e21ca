import DERCoding

extension DistinguishedName {
  /// Why text is not a name.
  package struct TextError: Error, Hashable, Sendable {
    /// What is wrong, for people.
    package let problem: String
  }

  /// From RFC 4514 text, the most specific name first, as people and the API write it.
  package init(text: String) throws(TextError) {
    var parser = DistinguishedNameParser(text)
    self.init(try parser.relativeNames().reversed())
  }
}

/// Reads `CN=a\, b+UID=7, O=Example` (RFC 4514 section 3; blanks around separators are allowed).
private struct DistinguishedNameParser {
  private let octets: [UInt8]
  private var position = 0

  init(_ text: String) {
    octets = Array(text.utf8)
  }

  mutating func relativeNames() throws(DistinguishedName.TextError) -> [RelativeDistinguishedName] {
    var names: [RelativeDistinguishedName] = []
    skipBlanks()
    if position == octets.count { return names }
    while true {
      var attributes = [try attribute()]
      while take(UInt8(ascii: "+")) { attributes.append(try attribute()) }
      if let name = RelativeDistinguishedName(attributes) { names.append(name) }
      if position == octets.count { return names }
      guard take(UInt8(ascii: ",")) || take(UInt8(ascii: ";")) else { throw problem("a comma is expected") }
    }
  }

  private mutating func attribute() throws(DistinguishedName.TextError) -> NamingAttribute {
    skipBlanks()
    let start = position
    while position < octets.count, octets[position] != UInt8(ascii: "=") { position += 1 }
    let name = String(decoding: octets[start..<position], as: UTF8.self).trimmingBlanks
    guard take(UInt8(ascii: "=")) else { throw problem("'=' is expected after an attribute's name") }
    guard let type = AttributeType.named(name)?.oid ?? OID(dotted: name) else {
      throw problem("the attribute name '\(name)' is unknown")
    }
    skipBlanks()
    if position < octets.count, octets[position] == UInt8(ascii: "#") { return try hexadecimal(type, name) }
    let value = try value()
    guard !value.isEmpty else { throw problem("the value of \(name) is empty") }
    guard let attribute = NamingAttribute(type: type, text: value) else {
      throw problem("the value of \(name) has characters that its string type does not allow")
    }
    return attribute
  }

  /// `#04024869`: the value's encoding (RFC 4514 2.4).
  private mutating func hexadecimal(
    _ type: OID, _ name: String
  ) throws(DistinguishedName.TextError) -> NamingAttribute {
    let digits = octets[position...].dropFirst().prefix { !Array(",+;".utf8).contains($0) }
    position = digits.endIndex
    guard let der = Hex.decode(String(decoding: digits, as: UTF8.self).trimmingBlanks),
      let element = NamingAttribute.element(der)
    else { throw problem("the value of \(name) is not the hexadecimal form of a DER value") }
    return NamingAttribute(type: type, valueTag: element.tag, valueOctets: Array(der[element.contents]))
  }

  private mutating func value() throws(DistinguishedName.TextError) -> String {
    var value: [UInt8] = []
    var lengthWithoutTrailingBlanks = 0
    scan: while position < octets.count {
      let octet = octets[position]
      switch octet {
      case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"): break scan
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
        throw problem("'\(Character(Unicode.Scalar(octet)))' must be escaped with a backslash")
      case UInt8(ascii: "\\"):
        position += 1
        value.append(try escaped())
        lengthWithoutTrailingBlanks = value.count
      default:
        position += 1
        value.append(octet)
        if octet != 0x20 { lengthWithoutTrailingBlanks = value.count }
      }
    }
    guard let text = String(validating: value[..<lengthWithoutTrailingBlanks], as: UTF8.self) else {
      throw problem("the value is not UTF-8")
    }
    return text
  }

  private mutating func escaped() throws(DistinguishedName.TextError) -> UInt8 {
    guard position < octets.count else { throw problem("a backslash stands at the end") }
    if position + 1 < octets.count,
      let pair = Hex.decode(String(decoding: octets[position...position + 1], as: UTF8.self))
    {
      position += 2
      return pair[0]
    }
    position += 1
    return octets[position - 1]
  }

  private mutating func take(_ octet: UInt8) -> Bool {
    guard position < octets.count, octets[position] == octet else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < octets.count, octets[position] == 0x20 { position += 1 }
  }

  private func problem(_ text: String) -> DistinguishedName.TextError {
    DistinguishedName.TextError(problem: "\(text) (at octet \(position))")
  }
}

extension NamingAttribute {
  /// The only element in octets that are DER throughout.
  fileprivate static func element(_ der: [UInt8]) -> DERElement? {
    guard (try? DERValidation.validate(der)) != nil else { return nil }
    var reader = DERReader(der)
    return try? reader.next()
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmingBlanks: String {
    String(Substring(self).drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
