import DERCoding
import Testing

@testable import PKIModel

@Suite("Distinguished names")
struct DistinguishedNameTests {
  private static let commonName = OID(2, 5, 4, 3)

  private func name(_ values: [(tag: DERTag, octets: [UInt8])]) -> DistinguishedName {
    DistinguishedName(
      values.map {
        RelativeDistinguishedName(
          NamingAttribute(type: DistinguishedNameTests.commonName, valueTag: $0.tag, valueOctets: $0.octets))
      })
  }

  @Test("are encoded as SEQUENCE of SET of SEQUENCE")
  func encoding() throws {
    #expect(DistinguishedName.empty.der == [0x30, 0x00])
    #expect(DistinguishedName.empty.isEmpty)
    let bytes: [UInt8] = [
      0x30, 0x19, 0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x06, 0x13, 0x02, 0x44, 0x45,
      0x31, 0x0A, 0x30, 0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x01, 0x61,
    ]
    #expect(try DistinguishedName(text: "CN=a,C=DE").der == bytes)
  }

  @Test("encode a name of several attributes as a SET in order (X.690 11.6)")
  func setOrder() throws {
    let sorted = try DistinguishedName(text: "CN=a+CN=b+O=c")
    let shuffled = try DistinguishedName(text: "O=c+CN=b+CN=a")
    #expect(sorted.der == shuffled.der)
    #expect(sorted == shuffled)
    #expect(throws: Never.self) { try DERValidation.validate(sorted.der) }
    #expect(RelativeDistinguishedName([]) == nil)
  }

  @Test("keep the bytes that were read, whatever the string types")
  func keepsBytes() throws {
    let original = name([(.bmpString, [0x00, 0x41]), (.teletexString, [0xE4]), (.printableString, [0x41])])
    var reader = DERReader([0x05, 0x00] + original.der)
    try reader.null()
    #expect(try reader.distinguishedName().der == original.der)
  }

  @Test(
    "are not read where a SET is empty, a field is missing or something follows",
    arguments: [
      ([0x30, 0x02, 0x31, 0x00], DERError(.value, at: 2)),
      ([0x30, 0x02, 0x30, 0x00], DERError(.unexpectedTag, at: 2)),
      ([0x30, 0x04, 0x31, 0x02, 0x30, 0x00], DERError(.truncated, at: 6)),
      ([0x30, 0x09, 0x31, 0x07, 0x30, 0x05, 0x06, 0x03, 0x55, 0x04, 0x03], DERError(.truncated, at: 11)),
      (
        [0x30, 0x0D, 0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x03, 0x05, 0x00, 0x05, 0x00],
        DERError(.trailingBytes, at: 13)
      ),
      ([0x31, 0x00], DERError(.unexpectedTag, at: 0)),
    ] as [([UInt8], DERError)])
  func refused(bytes: [UInt8], error: DERError) {
    var reader = DERReader(bytes)
    #expect(throws: error) { try reader.distinguishedName() }
  }

  @Test("find the most specific attribute of a kind")
  func textOfType() throws {
    let name = try DistinguishedName(text: "CN=person,OU=inner,OU=outer,CN=far,C=DE")
    #expect(name.text(of: OID(2, 5, 4, 3)) == "person")
    #expect(name.text(of: OID(2, 5, 4, 11)) == "inner")
    #expect(name.text(of: OID(2, 5, 4, 10)) == nil)
    #expect(name.attributes.map(\.text) == ["DE", "far", "outer", "inner", "person"])
  }

  @Test(
    "are equivalent whatever the string type, letter case and runs of blanks (RFC 5280 7.1)",
    arguments: [
      ("CN=A b", "CN=a B"), ("CN=a  b", "CN=a b"), (#"CN=\ a"#, "CN=a"), ("CN=STRASSE", "CN=strasse"),
      ("CN=Ä", "CN=ä"), ("CN=e\u{301}", "CN=\u{E9}"), ("CN=a+O=b", "O=B+CN=A"), ("", ""),
    ])
  func equivalent(first: String, second: String) throws {
    #expect(try DistinguishedName(text: first).isEquivalent(to: DistinguishedName(text: second)))
  }

  @Test(
    "are not equivalent where order, rank, type or text differ",
    arguments: [
      ("CN=a,O=b", "O=b,CN=a"), ("CN=a+O=b", "CN=a,O=b"), ("CN=a", "O=a"), ("CN=a", "CN=b"), ("CN=a", "CN=a,CN=a"),
      ("CN=ab", "CN=a b"), ("CN=a", ""), (#"CN=a\, O\=b"#, "CN=a,O=b"), ("CN=\\#020105", "CN=#020105"),
      ("CN=#020105", "CN=#0a0105"),
    ])
  func notEquivalent(first: String, second: String) throws {
    #expect(try !DistinguishedName(text: first).isEquivalent(to: DistinguishedName(text: second)))
  }

  @Test("are equivalent across string types")
  func stringTypes() {
    let utf8 = name([(.utf8String, Array("Ä".utf8))])
    #expect(utf8.isEquivalent(to: name([(.bmpString, [0x00, 0xC4])])))
    #expect(utf8.isEquivalent(to: name([(.universalString, [0, 0, 0, 0xE4])])))
    #expect(utf8.isEquivalent(to: name([(.teletexString, [0xE4])])))
    #expect(!utf8.isEquivalent(to: name([(.octetString, Array("Ä".utf8))])))
  }
}

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
