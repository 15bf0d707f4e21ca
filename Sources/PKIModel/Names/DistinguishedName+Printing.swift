package import DERCoding

extension DistinguishedName: CustomStringConvertible {
  /// RFC 4514 text with `, ` between the names, the most specific first: `CN=www.example.org, O=Example, C=DE`.
  ///
  /// Special characters are escaped; without that, a comma in an organization would read as another name.
  package var description: String {
    var printer = NamePrinter(capacity: der.count)
    for name in relativeNames.reversed() {
      printer.beginName()
      for attribute in name.attributes {
        printer.append(attribute.type, attribute.valueTag, attribute.valueOctets[...])
      }
    }
    return printer.text
  }
}

extension DERReader {
  /// Reads a Name as the text that `DistinguishedName.description` is, without making a name of it.
  package mutating func distinguishedNameText() throws(DERError) -> String {
    var sequence = try enter(.sequence)
    var printer = NamePrinter(capacity: sequence.end - sequence.position)
    var names: [DERElement] = []
    names.reserveCapacity(8)
    while !sequence.isAtEnd { names.append(try sequence.next(.set)) }
    for name in names.reversed() {
      var attributes = window(name)
      guard !attributes.isAtEnd else { throw DERError(.value, at: attributes.position) }
      printer.beginName()
      while !attributes.isAtEnd {
        var fields = try attributes.enter(.sequence)
        let type = try fields.objectIdentifier()
        let value = try fields.next()
        try fields.finish()
        printer.append(type, value.tag, bytes[value.contents])
      }
    }
    return printer.text
  }
}

/// Puts the text of a name together (RFC 4514), relative name by relative name.
private struct NamePrinter {
  private var octets: [UInt8] = []
  private var isFirstAttribute = true

  /// - Parameter capacity: Octets that are likely to be needed.
  init(capacity: Int) { octets.reserveCapacity(capacity) }

  var text: String { String(decoding: octets, as: UTF8.self) }

  mutating func beginName() {
    if !octets.isEmpty { octets += ", ".utf8 }
    isFirstAttribute = true
  }

  mutating func append(_ type: OID, _ tag: DERTag, _ value: ArraySlice<UInt8>) {
    if !isFirstAttribute { octets.append(UInt8(ascii: "+")) }
    isFirstAttribute = false
    octets += (AttributeType.of(type)?.shortName ?? type.description).utf8
    octets.append(UInt8(ascii: "="))
    if NamePrinter.isPlain(tag, value) {
      octets += value
    } else {
      let attribute = NamingAttribute(type: type, valueTag: tag, valueOctets: Array(value))
      octets += (attribute.text.map(NamePrinter.escape) ?? "#" + Hex.encode(attribute.valueDER)).utf8
    }
  }

  /// Whether a value is its own text: letters, digits, dots, hyphens and inner spaces are most of what names hold.
  private static func isPlain(_ tag: DERTag, _ value: ArraySlice<UInt8>) -> Bool {
    (tag == .utf8String || tag == .printableString)
      && value.first != 0x20 && value.last != 0x20 && value.allSatisfy(isPlain)
  }

  private static func escape(_ value: String) -> String {
    var text = ""
    let scalars = Array(value.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case ",", "+", "\"", "\\", "<", ">", ";", "=":
        text += "\\" + String(scalar)
      case " " where index == 0 || index == scalars.count - 1, "#" where index == 0:
        text += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text += "\\" + Hex.encode(Array(String(scalar).utf8))
      default:
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x2D, 0x2E: true
    default: false
    }
  }
}
