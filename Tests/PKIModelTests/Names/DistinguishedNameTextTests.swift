import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Text of distinguished names")
struct DistinguishedNameTextTests {
  /// Type, string type and value of each attribute, in the order of the encoding.
  private func parts(_ text: String) throws -> [String] {
    try DistinguishedName(text: text).relativeNames.map { name in
      name.attributes.map { "\($0.type) \(String($0.valueTag.rawValue, radix: 16)) \($0.text ?? "-")" }
        .joined(separator: " + ")
    }
  }

  @Test("is read as the examples of RFC 4514 section 4 say, the last name first")
  func examples() throws {
    let dc = "0.9.2342.19200300.100.1.25 16"
    #expect(
      try parts("UID=jsmith,DC=example,DC=net") == [
        "\(dc) net", "\(dc) example", "0.9.2342.19200300.100.1.1 c jsmith",
      ])
    #expect(
      try parts("OU=Sales+CN=J.  Smith,DC=example,DC=net") == [
        "\(dc) net", "\(dc) example", "2.5.4.11 c Sales + 2.5.4.3 c J.  Smith",
      ])
    #expect(
      try parts(#"CN=James \"Jim\" Smith\, III,DC=example,DC=net"#) == [
        "\(dc) net", "\(dc) example", #"2.5.4.3 c James "Jim" Smith, III"#,
      ])
    #expect(
      try parts(#"CN=Before\0dAfter,DC=example,DC=net"#) == [
        "\(dc) net", "\(dc) example", "2.5.4.3 c Before\rAfter",
      ])
    #expect(try parts(#"CN=Lu\C4\8Di\C4\87"#) == ["2.5.4.3 c Lučić"])
    let hexadecimal = try DistinguishedName(text: "1.3.6.1.4.1.1466.0=#04024869")
    let attribute = NamingAttribute(
      type: OID(1, 3, 6, 1, 4, 1, 1466, 0), valueTag: .octetString, valueOctets: [0x48, 0x69])
    #expect(hexadecimal.relativeNames == [RelativeDistinguishedName(attribute)])
    #expect(hexadecimal.description == "1.3.6.1.4.1.1466.0=#04024869")
  }

  @Test(
    "lets blanks stand around separators and at the ends, and keeps those that are escaped or inside",
    arguments: [
      (" CN = a , O = b ", ["2.5.4.10 c b", "2.5.4.3 c a"]), ("CN=a;O=b", ["2.5.4.10 c b", "2.5.4.3 c a"]),
      (#"CN=\ a\ "#, ["2.5.4.3 c  a "]), (#"CN=\20a"#, ["2.5.4.3 c  a"]), ("CN=a  b", ["2.5.4.3 c a  b"]),
      (#"CN=a \ b "#, ["2.5.4.3 c a  b"]), ("CN=\\#a", ["2.5.4.3 c #a"]), ("CN=a=b", ["2.5.4.3 c a=b"]),
      ("cn=a", ["2.5.4.3 c a"]), ("commonName=a", ["2.5.4.3 c a"]), ("2.5.4.3=a", ["2.5.4.3 c a"]),
      ("C=DE", ["2.5.4.6 13 DE"]), ("E=a@b.c", ["1.2.840.113549.1.9.1 16 a@b.c"]), ("S=x", ["2.5.4.8 c x"]),
      ("", []), ("  ", []), ("CN=a/b", ["2.5.4.3 c a/b"]), ("2.999=x", ["2.999 c x"]),
    ] as [(String, [String])])
  func accepted(text: String, expected: [String]) throws {
    #expect(try parts(text) == expected)
  }

  @Test(
    "is refused where it is not a name, with the place",
    arguments: [
      ("CN", "'=' is expected after an attribute's name (at octet 2)"),
      ("CN=a,", "'=' is expected after an attribute's name (at octet 5)"),
      (",CN=a", "the attribute name ',CN' is unknown (at octet 4)"),
      ("CN=a+", "'=' is expected after an attribute's name (at octet 5)"),
      ("=a", "the attribute name '' is unknown (at octet 1)"),
      ("XY=a", "the attribute name 'XY' is unknown (at octet 3)"),
      ("1.2.=a", "the attribute name '1.2.' is unknown (at octet 5)"),
      ("CN=", "the value of CN is empty (at octet 3)"), ("CN=,O=a", "the value of CN is empty (at octet 3)"),
      ("CN=  ", "the value of CN is empty (at octet 5)"),
      (#"CN=a""#, "'\"' must be escaped with a backslash (at octet 4)"),
      (#"CN="a,b""#, "'\"' must be escaped with a backslash (at octet 3)"),
      ("CN=<a", "'<' must be escaped with a backslash (at octet 3)"),
      ("CN=a>", "'>' must be escaped with a backslash (at octet 4)"),
      (#"CN=a\"#, "a backslash stands at the end (at octet 5)"),
      (#"CN=\C4"#, "the value is not UTF-8 (at octet 6)"), (#"CN=\ED\A0\80"#, "the value is not UTF-8 (at octet 12)"),
      ("C=D@", "the value of C has characters that its string type does not allow (at octet 4)"),
      ("DC=ä", "the value of DC has characters that its string type does not allow (at octet 5)"),
      ("E=a@ä", "the value of E has characters that its string type does not allow (at octet 6)"),
      ("CN=#", "the value of CN is not the hexadecimal form of a DER value (at octet 4)"),
      ("CN=#0", "the value of CN is not the hexadecimal form of a DER value (at octet 5)"),
      ("CN=#xy", "the value of CN is not the hexadecimal form of a DER value (at octet 6)"),
      ("CN=#0c0141ff", "the value of CN is not the hexadecimal form of a DER value (at octet 12)"),
      ("CN=#0c02c3", "the value of CN is not the hexadecimal form of a DER value (at octet 10)"),
      ("CN=#0c01c3,O=a", "the value of CN is not the hexadecimal form of a DER value (at octet 10)"),
    ])
  func refused(text: String, problem: String) {
    #expect(throws: DistinguishedName.TextError(problem: problem)) { try DistinguishedName(text: text) }
  }

  @Test(
    "is printed with everything escaped that would read as something else (RFC 4514 2.4)",
    arguments: [
      ("a,b", #"CN=a\,b"#), ("a+b", #"CN=a\+b"#), (#"a"b"#, #"CN=a\"b"#), (#"a\b"#, #"CN=a\\b"#),
      ("a<b>", #"CN=a\<b\>"#), ("a;b", #"CN=a\;b"#), ("a=b", #"CN=a\=b"#), (" a ", #"CN=\ a\ "#), ("#a", "CN=\\#a"),
      ("a#", "CN=a#"), ("a\u{0}b", #"CN=a\00b"#), ("a\r\nb", #"CN=a\0d\0ab"#), ("a\u{7F}", #"CN=a\7f"#),
      (" ", #"CN=\ "#), ("ä", "CN=ä"), ("CN=x, O=y", #"CN=CN\=x\, O\=y"#),
    ])
  func escaped(value: String, text: String) throws {
    let attribute = try #require(NamingAttribute(type: OID(2, 5, 4, 3), text: value))
    let name = DistinguishedName([RelativeDistinguishedName(attribute)])
    #expect(name.description == text)
    #expect(try DistinguishedName(text: text) == name)
  }

  @Test("prints the most specific name first, several attributes of one rank with a plus sign")
  func order() throws {
    let name = try DistinguishedName(text: "CN=a+UID=7,OU=b,C=DE")
    #expect(name.description == "CN=a+UID=7, OU=b, C=DE")
    #expect(try DistinguishedName(text: "UID=7+CN=a,OU=b,C=DE") == name, "the order within a rank says nothing")
    #expect(DistinguishedName.empty.description == "")
  }

  @Test("prints values that are no character strings as their encoding (RFC 4514 2.4)")
  func notText() throws {
    let odd = [
      NamingAttribute(type: OID(2, 5, 4, 3), valueTag: .integer, valueOctets: [0x05]),
      NamingAttribute(type: OID(2, 5, 4, 3), valueTag: .utf8String, valueOctets: [0xC3]),
      NamingAttribute(
        type: OID(2, 5, 4, 3), valueTag: .octetString, valueOctets: [UInt8](repeating: 0xAA, count: 200)),
    ]
    let texts = odd.map { DistinguishedName([RelativeDistinguishedName($0)]).description }
    #expect(texts[0] == "CN=#020105")
    #expect(texts[1] == "CN=#0c01c3")
    #expect(texts[2] == "CN=#0481c8" + String(repeating: "aa", count: 200))
    #expect(try DistinguishedName(text: texts[0]).relativeNames == [RelativeDistinguishedName(odd[0])])
    #expect(try DistinguishedName(text: texts[2]).relativeNames == [RelativeDistinguishedName(odd[2])])
  }

  @Test("names from text survive printing and reading, and so do their encodings", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let characters = Array(" ,+\"\\<>;=#/äß中🦊\u{0}\u{7F}\r\nab01é\u{301}").map(String.init)
    let types = ["commonName", "organization", "locality", "userId", "2.999.7"].compactMap {
      AttributeType.named($0)?.oid ?? OID(dotted: $0)
    }
    for _ in 0..<100 {
      let names = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
        RelativeDistinguishedName(
          types.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).compactMap { type in
            let value = (0..<Int.random(in: 1...6, using: &random)).map { _ in
              characters[Int(random.next() % UInt64(characters.count))]
            }.joined()
            return NamingAttribute(type: type, text: value)
          })
      }
      let name = DistinguishedName(names)
      #expect(try DistinguishedName(text: name.description) == name, "seed \(seed): \(name)")
      #expect(throws: Never.self) { try DERValidation.validate(name.der) }
      var reader = DERReader(name.der)
      #expect(try reader.distinguishedName() == name, "seed \(seed): \(name)")
      try reader.finish()
      expectSameText(of: name.der, "seed \(seed): \(name)")
      guard name.der.count > 2 else { continue }
      var damaged = name.der
      damaged[Int.random(in: 2..<damaged.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      expectSameText(of: damaged, "seed \(seed): \(name), damaged")
    }
  }

  /// What is read as text at once is what a name prints, and what is no name gives no text.
  private func expectSameText(of der: [UInt8], _ comment: Comment) {
    var (first, second) = (DERReader(der), DERReader(der))
    let name = try? first.distinguishedName()
    #expect((try? second.distinguishedNameText()) == name?.description, comment)
  }

  @Test("any text gives a name or an error", arguments: 0..<10)
  func anyText(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let pieces = ["CN", "=", ",", "+", "\\", "#", "0c", "a", " ", "ä", "\"", ";", "1.2", "\u{0}"]
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...10, using: &random)).map { _ in pieces[Int(random.next() % 14)] }.joined()
      guard let name = try? DistinguishedName(text: text) else { continue }
      #expect((try? DistinguishedName(text: name.description)) == name, "seed \(seed): \(text)")
    }
  }

  @Test("is what openssl prints", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let der = try tool.request(
      key: key, subject: #"/C=DE/O=a, b\+c/OU=x;y/CN=James \"Jim\" Smith"#, options: ["-utf8"])
    let printed = try tool.run(
      ["req", "-inform", "DER", "-noout", "-subject", "-nameopt", "RFC2253"], input: der
    ).output
    let name = try CertificationRequest(der: der).subject
    #expect("subject=" + name.description.replacing(", ", with: ",") + "\n" == printed.replacing(", ", with: ","))
  }
}
