import DERCoding
import Testing

@testable import PKIModel

@Suite("Naming attributes")
struct NamingAttributeTests {
  @Test(
    "are written in the string type of their kind (RFC 5280 appendix A.1)",
    arguments: [
      ("commonName", "x", DERTag.utf8String), ("country", "DE", .printableString),
      ("serialNumber", "1", .printableString),
      ("dnQualifier", "1", .printableString), ("emailAddress", "a@b", .ia5String), ("domainComponent", "x", .ia5String),
      ("pseudonym", "x", .utf8String),
    ])
  func stringType(type: String, text: String, tag: DERTag) throws {
    let oid = try #require(AttributeType.named(type)?.oid)
    let attribute = try #require(NamingAttribute(type: oid, text: text))
    #expect(attribute.valueTag == tag)
    #expect(attribute.text == text)
  }

  @Test(
    "are not written where the string type of their kind cannot hold the text",
    arguments: [("country", "D@"), ("serialNumber", "Nº1"), ("emailAddress", "ä@b"), ("domainComponent", "ä")])
  func notHeld(type: String, text: String) throws {
    let oid = try #require(AttributeType.named(type)?.oid)
    #expect(NamingAttribute(type: oid, text: text) == nil)
  }

  @Test("of unknown kinds are UTF8String")
  func unknown() {
    #expect(NamingAttribute(type: OID(2, 999), text: "x")?.valueTag == .utf8String)
  }

  @Test(
    "have a text where their octets are of their string type",
    arguments: [
      (DERTag.utf8String, [0xC3, 0xA4], "ä"), (.utf8String, [0xC3], nil), (.printableString, [0x41], "A"),
      (.printableString, [0x40], nil), (.ia5String, [0x40], "@"), (.ia5String, [0x80], nil),
      (.numericString, [0x31], "1"), (.numericString, [0x41], nil), (.visibleString, [0x7E], "~"),
      (.visibleString, [0x7F], nil), (.teletexString, [0xE4, 0x41], "äA"), (.bmpString, [0x00, 0xE4], "ä"),
      (.bmpString, [0x00], nil), (.bmpString, [0xD8, 0x00], nil), (.bmpString, [0xD8, 0x3E, 0xDD, 0x8A], "🦊"),
      (.universalString, [0, 1, 0xF9, 0x8A], "🦊"), (.universalString, [0, 0x11, 0, 0], nil),
      (.universalString, [0, 0, 0xD8, 0], nil), (.universalString, [0, 0, 0], nil), (.octetString, [0x41], nil),
      (.integer, [0x01], nil),
    ] as [(DERTag, [UInt8], String?)])
  func text(tag: DERTag, octets: [UInt8], text: String?) {
    #expect(NamingAttribute(type: OID(2, 5, 4, 3), valueTag: tag, valueOctets: octets).text == text)
  }

  @Test("kinds are found by identifier, name and short name in any case, each once")
  func kinds() {
    for type in AttributeType.known {
      #expect(AttributeType.of(type.oid)?.name == type.name)
      #expect(AttributeType.named(type.name.uppercased())?.oid == type.oid)
      #expect(AttributeType.named(type.shortName.lowercased())?.oid == type.oid)
      #expect(type.maxLength > 0)
    }
    for (synonym, name) in [
      ("E", "emailAddress"), ("S", "state"), ("G", "givenName"), ("countryName", "country"),
      ("stateOrProvinceName", "state"), ("organizationalUnitName", "organizationalUnit"),
    ] {
      #expect(AttributeType.named(synonym)?.name == name)
    }
    #expect(AttributeType.named("") == nil)
    #expect(AttributeType.named("X") == nil)
    #expect(AttributeType.of(OID(2, 5, 4, 99)) == nil)
  }
}
