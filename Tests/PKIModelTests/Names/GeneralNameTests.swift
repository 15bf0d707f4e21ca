import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("General names")
struct GeneralNameTests {
  private func read(_ bytes: [UInt8]) throws -> [GeneralName] {
    var reader = DERReader(bytes)
    let names = try reader.generalNames()
    try reader.finish()
    return names
  }

  private func written(_ names: [GeneralName]) -> [UInt8] {
    CertificateExtension.subjectAltName(names, isCritical: false).value
  }

  @Test(
    "are written with their context tags (RFC 5280 4.2.1.6)",
    arguments: [
      (GeneralName.rfc822Name("a"), [0x81, 0x01, 0x61]), (.dNSName("a"), [0x82, 0x01, 0x61]),
      (.directoryName(.empty), [0xA4, 0x02, 0x30, 0x00]), (.uniformResourceIdentifier("a"), [0x86, 0x01, 0x61]),
      (.iPAddress([10, 0, 0, 1]), [0x87, 0x04, 10, 0, 0, 1]), (.registeredID(OID(1, 2, 3)), [0x88, 0x02, 0x2A, 0x03]),
      (
        .otherName(OID(1, 2), value: [0x0C, 0x01, 0x61]),
        [0xA0, 0x08, 0x06, 0x01, 0x2A, 0xA0, 0x03, 0x0C, 0x01, 0x61]
      ),
      (.unsupported(.contextConstructed(3), [0xA3, 0x00]), [0xA3, 0x00]),
      (.unsupported(.contextConstructed(5), [0xA5, 0x02, 0x05, 0x00]), [0xA5, 0x02, 0x05, 0x00]),
    ] as [(GeneralName, [UInt8])])
  func encoding(name: GeneralName, bytes: [UInt8]) throws {
    #expect(written([name]) == [0x30, UInt8(bytes.count)] + bytes)
    #expect(try read(written([name])) == [name])
  }

  @Test(
    "are not read where they are empty, not ASCII, of another length or of no kind",
    arguments: [
      ([0x30, 0x00], DERError(.value, at: 0)), ([0x30, 0x03, 0x82, 0x01, 0xE4], DERError(.characters, at: 2)),
      ([0x30, 0x03, 0x81, 0x01, 0x80], DERError(.characters, at: 2)),
      ([0x30, 0x03, 0x86, 0x01, 0xFF], DERError(.characters, at: 2)),
      ([0x30, 0x02, 0x87, 0x00], DERError(.value, at: 2)),
      ([0x30, 0x05, 0x87, 0x03, 1, 2, 3], DERError(.value, at: 2)),
      // An address with a mask is for name constraints only (RFC 5280 4.2.1.10).
      ([0x30, 0x0A, 0x87, 0x08, 10, 0, 0, 0, 255, 0, 0, 0], DERError(.value, at: 2)),
      ([0x30, 0x03, 0x88, 0x01, 0x80], DERError(.objectIdentifier, at: 2)),
      ([0x30, 0x02, 0x88, 0x00], DERError(.objectIdentifier, at: 2)),
      ([0x30, 0x02, 0x89, 0x00], DERError(.unexpectedTag, at: 2)),
      ([0x30, 0x02, 0xA1, 0x00], DERError(.unexpectedTag, at: 2)),
      ([0x30, 0x02, 0x0C, 0x00], DERError(.unexpectedTag, at: 2)),
      ([0x30, 0x02, 0xA0, 0x00], DERError(.truncated, at: 4)),
      ([0x30, 0x05, 0xA0, 0x03, 0x06, 0x01, 0x2A], DERError(.truncated, at: 7)),
      ([0x30, 0x07, 0xA0, 0x05, 0x06, 0x01, 0x2A, 0x05, 0x00], DERError(.unexpectedTag, at: 7)),
      (
        [0x30, 0x0B, 0xA0, 0x09, 0x06, 0x01, 0x2A, 0xA0, 0x04, 0x05, 0x00, 0x05, 0x00],
        DERError(.trailingBytes, at: 11)
      ),
      ([0x30, 0x06, 0xA4, 0x04, 0x30, 0x00, 0x05, 0x00], DERError(.trailingBytes, at: 6)),
      ([0x31, 0x00], DERError(.unexpectedTag, at: 0)),
    ] as [([UInt8], DERError)])
  func refused(bytes: [UInt8], error: DERError) {
    #expect(throws: error) { try read(bytes) }
  }

  @Test("have a kind, and a text with it and without it")
  func texts() throws {
    let upn = try GeneralName(kind: "upn", value: "a@b")
    let cases: [(GeneralName, GeneralName.Kind, String)] = [
      (.dNSName("www.example.org"), .dNSName, "www.example.org"), (.rfc822Name("a@b"), .rfc822Name, "a@b"),
      (.uniformResourceIdentifier("urn:x"), .uniformResourceIdentifier, "urn:x"),
      (.iPAddress([192, 0, 2, 1]), .iPAddress, "192.0.2.1"), (.registeredID(OID(1, 2, 3)), .registeredID, "1.2.3"),
      (.directoryName(try DistinguishedName(text: "CN=a,C=DE")), .directoryName, "CN=a, C=DE"),
      (upn, .otherName, "1.3.6.1.4.1.311.20.2.3=a@b"),
      (.otherName(OID(1, 2), value: [0x02, 0x01, 0x05]), .otherName, "1.2=020105"),
      (.otherName(OID(1, 2), value: [0x0C, 0x01, 0xC3]), .otherName, "1.2=0c01c3"),
      (.unsupported(.contextConstructed(3), [0xA3, 0x00]), .x400Address, "a300"),
      (.unsupported(.contextConstructed(5), [0xA5, 0x00]), .ediPartyName, "a500"),
    ]
    for (name, kind, text) in cases {
      #expect(name.kind == kind)
      #expect(name.valueText == text)
      #expect(name.text == "\(kind.rawValue)=\(text)")
    }
  }

  @Test(
    "are read from a kind and a text",
    arguments: [
      ("dNSName", "a.example", GeneralName.dNSName("a.example")), ("DNS", "a", .dNSName("a")),
      ("dns", "a", .dNSName("a")),
      ("rfc822Name", "a@b", .rfc822Name("a@b")), ("email", "a@b", .rfc822Name("a@b")),
      ("uniformResourceIdentifier", "urn:x", .uniformResourceIdentifier("urn:x")),
      ("URI", "urn:x", .uniformResourceIdentifier("urn:x")), ("iPAddress", "10.0.0.1", .iPAddress([10, 0, 0, 1])),
      ("IP", "::1", .iPAddress([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
      ("registeredID", "1.2.3", .registeredID(OID(1, 2, 3))),
      ("upn", "ä@b", .otherName(.userPrincipalName, value: [0x0C, 0x04, 0xC3, 0xA4, 0x40, 0x62])),
    ])
  func fromText(kind: String, value: String, name: GeneralName) throws {
    #expect(try GeneralName(kind: kind, value: value) == name)
  }

  @Test(
    "are not read from text that is none",
    arguments: [
      ("iPAddress", "10.0.0", "'10.0.0' is not an IP address"),
      ("IP", "10.0.0.256", "'10.0.0.256' is not an IP address"),
      ("registeredID", "1", "'1' is not an object identifier"),
      ("directoryName", "X", "'X' is not a distinguished name: '=' is expected after an attribute's name (at octet 1)"),
      ("otherName", "x", "'otherName' is not a kind of subject alternative name"),
      ("", "x", "'' is not a kind of subject alternative name"),
      ("DNSNAME", "x", "'DNSNAME' is not a kind of subject alternative name"),
      // The three IA5String kinds could not be read again.
      ("dNSName", "ä.example", "'ä.example' has characters other than ASCII"),
      ("email", "ä@b", "'ä@b' has characters other than ASCII"),
      ("uri", "http://ä", "'http://ä' has characters other than ASCII"),
      ("dNSName", "", "the value of dNSName is empty"), ("upn", "", "the value of upn is empty"),
      ("directoryName", "", "the value of directoryName is empty"),
    ])
  func refusedText(kind: String, value: String, problem: String) {
    #expect(throws: GeneralName.TextError(problem: problem)) { try GeneralName(kind: kind, value: value) }
  }

  @Test(
    "are read from a list, in which a comma of a value is escaped",
    arguments: [
      ("", []), (" , ,", []), ("dNSName=a", [.dNSName("a")]),
      (" dNSName = a , iPAddress=10.0.0.1,", [.dNSName("a"), .iPAddress([10, 0, 0, 1])]),
      (#"uri=http://a/?x\,y=1"#, [.uniformResourceIdentifier("http://a/?x,y=1")]),
      (#"uri=a\b\"#, [.uniformResourceIdentifier(#"a\b\"#)]), ("uri=a=b", [.uniformResourceIdentifier("a=b")]),
    ] as [(String, [GeneralName])])
  func list(text: String, names: [GeneralName]) throws {
    #expect(try GeneralName.list(text) == names)
  }

  @Test("directory names stand in a list with their commas escaped, once for the list and once for the name")
  func directoryNameInList() throws {
    #expect(
      try GeneralName.list(#"directoryName=CN=a\,C=DE, DNS=x"#) == [
        .directoryName(try DistinguishedName(text: "CN=a,C=DE")), .dNSName("x"),
      ])
  }

  @Test(
    "are not read from a list with an entry that is none",
    arguments: [
      ("a.example", "'a.example' is not of the form kind=value"), ("dNSName=a,b", "'b' is not of the form kind=value"),
      ("x=y", "'x' is not a kind of subject alternative name"), ("dNSName=", "the value of dNSName is empty"),
    ])
  func refusedList(text: String, problem: String) {
    #expect(throws: GeneralName.TextError(problem: problem)) { try GeneralName.list(text) }
  }

  @Test("are what openssl encodes", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let der = try tool.request(
      key: key, subject: "/CN=a",
      extensions: [
        "subjectAltName=DNS:a.example,email:a@b,URI:urn:x,IP:10.0.0.1,IP:2001:db8::1,RID:1.2.3,"
          + "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@d"
      ])
    let names = try #require(try CertificationRequest(der: der).requestedAltNames())
    #expect(
      names == [
        .dNSName("a.example"), .rfc822Name("a@b"), .uniformResourceIdentifier("urn:x"), .iPAddress([10, 0, 0, 1]),
        try GeneralName(kind: "IP", value: "2001:db8::1"), .registeredID(OID(1, 2, 3)),
        try GeneralName(kind: "upn", value: "u@d"),
      ])
    let value = try CertificationRequest(der: der).requestedExtensions.first { $0.oid == .subjectAltName }?.value
    #expect(written(names) == value)
  }
}
