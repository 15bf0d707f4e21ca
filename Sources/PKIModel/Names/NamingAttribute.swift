package import DERCoding

/// One type and value of a name (AttributeTypeAndValue, RFC 5280 4.1.2.4).
package struct NamingAttribute: Hashable, Sendable {
  package let type: OID
  /// The value's string type.
  package let valueTag: DERTag
  /// The value's content octets, as they were encoded.
  package let valueOctets: [UInt8]

  package init(type: OID, valueTag: DERTag, valueOctets: [UInt8]) {
    self.type = type
    self.valueTag = valueTag
    self.valueOctets = valueOctets
  }

  /// From text, in the string type of the attribute's kind; nil where that type cannot hold the text, as for an
  /// e-mail address that is not ASCII (RFC 5280 appendix A.1 leaves those kinds no other type).
  package init?(type: OID, text: String) {
    let octets = Array(text.utf8)
    let preferred = AttributeType.of(type)?.stringType ?? .utf8String
    guard DERCharacters.allowed(octets[...], in: preferred) else { return nil }
    self.init(type: type, valueTag: preferred, valueOctets: octets)
  }

  /// The value as text; nil for a type that is no character string, or octets that its type does not allow.
  package var text: String? {
    switch valueTag {
    case .utf8String: NamingAttribute.utf8Text(valueOctets)
    case .printableString, .ia5String, .numericString, .visibleString:
      DERCharacters.allowed(valueOctets[...], in: valueTag) ? String(decoding: valueOctets, as: UTF8.self) : nil
    // T.61 in certificates is ISO 8859-1 in practice.
    case .teletexString: String(String.UnicodeScalarView(valueOctets.map { Unicode.Scalar($0) }))
    case .bmpString: NamingAttribute.utf16Text(valueOctets)
    case .universalString: NamingAttribute.utf32Text(valueOctets)
    default: nil
    }
  }

  /// The value's whole element.
  package var valueDER: [UInt8] {
    var writer = DERWriter(capacity: valueOctets.count + 4)
    writer.element(valueTag, valueOctets)
    return writer.bytes
  }

  /// Writes the SEQUENCE.
  package func write(to writer: inout DERWriter) {
    writer.sequence {
      type.write(to: &$0)
      $0.element(valueTag, valueOctets)
    }
  }

  private static func utf8Text(_ octets: [UInt8]) -> String? {
    // ASCII needs no validation, which costs far more than the text itself.
    octets.allSatisfy { $0 < 0x80 }
      ? String(decoding: octets, as: UTF8.self) : String(validating: octets, as: UTF8.self)
  }

  private static func utf16Text(_ octets: [UInt8]) -> String? {
    guard octets.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    return String(validating: units, as: UTF16.self)
  }

  private static func utf32Text(_ octets: [UInt8]) -> String? {
    guard octets.count.isMultiple(of: 4) else { return nil }
    let units = stride(from: 0, to: octets.count, by: 4).map { start in
      octets[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    return String(validating: units, as: UTF32.self)
  }
}
