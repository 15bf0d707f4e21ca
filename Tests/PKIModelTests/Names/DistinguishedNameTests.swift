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
