import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The subject of a certificate")
struct SubjectPolicyTests {
  private static let place = "/body/request"
  private static let refusal = "VALIDATION_FAILED subject.notAllowed /body/request: the subject's "
  private static let path = "end-entity-profiles/tls-client.json"

  private static func issue(_ parts: RequestParts) throws -> String {
    try RequestJSON.issue(parts, profile: Desk.client)
  }

  @Test(
    "is refused where it breaks the profile",
    arguments: [
      ("CN=a,title=Doctor", refusal + "title is not one that the profile lists"),
      ("CN=a,CN=b", refusal + "commonName stands more than 1 times"),
      ("O=Example", "VALIDATION_FAILED subject.notAllowed /body/request: the subject has no commonName"),
      ("CN=" + String(repeating: "x", count: 65), refusal + "commonName has more than 64 characters"),
      ("CN=a\u{202E}b", refusal + "commonName holds the character U+202E, which nobody would see"),
      ("CN=a\u{7}b", refusal + "commonName holds the character U+0007, which nobody would see"),
      ("CN=a\u{200B}b", refusal + "commonName holds the character U+200B, which nobody would see"),
      ("CN=a,C=DEU", refusal + "country has more than 2 characters"),
      ("CN=a,C=D", refusal + "country is not a country code of two letters"),
      ("CN=a,C=de", refusal + "country does not match [A-Z]{2}"),
    ])
  func refused(subject: String, expected: String) throws {
    var desk = try Desk()
    let answer = try desk.answer(try Self.issue(RequestParts(subject)))
    #expect(answer == expected)
  }

  /// OpenSSL reads the whole of a request that is signed with Ed25519, and refuses what is no text by itself.
  @Test("has no empty values and none that are no text, whatever the key", arguments: 0..<3)
  func values(key: Int) throws {
    let common = try #require(AttributeType.named("commonName")).oid
    let rows: [(DERTag, [UInt8], String)] = [
      (.utf8String, [], "commonName is empty"), (.octetString, [0x61], "commonName is not text"),
      (.utf8String, [0x61, 0x00], "commonName holds the character U+0000, which nobody would see"),
    ]
    for (tag, octets, expected) in rows {
      var parts = try RequestParts()
      parts.key = [SigningKeys.p256, SigningKeys.rsa, SigningKeys.ed25519][key]
      parts.subject = DistinguishedName([
        RelativeDistinguishedName(NamingAttribute(type: common, valueTag: tag, valueOctets: octets))
      ])
      var desk = try Desk()
      let answer = try desk.answer(Self.issue(parts))
      #expect(answer == Self.refusal + expected)
    }
  }

  @Test("takes as many characters as X.520 allows, whatever their octets")
  func longest() throws {
    var desk = try Desk()
    #expect(try desk.answer(Self.issue(RequestParts("CN=" + String(repeating: "ü", count: 64)))) == "OK")
  }

  @Test("says all that is wrong with it")
  func all() throws {
    var desk = try Desk()
    let answer = try desk.answer(Self.issue(RequestParts("O=" + String(repeating: "x", count: 65) + ",title=a")))
    #expect(answer.split(separator: "subject.notAllowed").count == 4)
  }

  @Test("loses what is not listed where the profile says so, and the result says it")
  func dropped() throws {
    var desk = try Desk((Self.path, #""unlistedSubject": "refuse""#, #""unlistedSubject": "drop""#))
    let request = try Self.issue(RequestParts("CN=a,title=Doctor,O=Example"))
    let decision = try desk.decide(request)
    #expect(
      decision.text
        == "OK warning extension.dropped /body/request: the subject's title is not one that the profile lists")
    let certificate = try Certificate.TBSFields(der: try #require(decision.certificate).tbs)
    #expect(certificate.subject.description == "CN=a, O=Example")
  }

  @Test("keeps its bytes where nothing of it changes")
  func unchanged() throws {
    var parts = try RequestParts("CN=replaced")
    let common = try #require(AttributeType.named("commonName")).oid
    parts.subject = DistinguishedName([
      RelativeDistinguishedName(NamingAttribute(type: common, valueTag: .printableString, valueOctets: [0x61]))
    ])
    var desk = try Desk()
    #expect(try desk.certificate(Self.issue(parts)).subject.der == parts.subject.der)
  }

  /// RFC 5280 4.1.2.4: new certificates have PrintableString and UTF8String.
  @Test(
    "is written anew in UTF-8 where it has an older string type",
    arguments: [
      (DERTag.bmpString, [0x00, 0xFC] as [UInt8]), (.teletexString, [0xFC]), (.universalString, [0, 0, 0, 0xFC]),
    ])
  func stringTypes(tag: DERTag, octets: [UInt8]) throws {
    var parts = try RequestParts()
    let common = try #require(AttributeType.named("commonName")).oid
    parts.subject = DistinguishedName([
      RelativeDistinguishedName(NamingAttribute(type: common, valueTag: tag, valueOctets: octets))
    ])
    var desk = try Desk()
    let attribute = try desk.certificate(Self.issue(parts)).subject.relativeNames.first?.attributes.first
    #expect(attribute?.valueTag == .utf8String)
    #expect(attribute?.text == "ü")
  }

  @Test("may be empty where there is an alternative name, which is critical then and only then")
  func empty() throws {
    var desk = try Desk()
    for (subject, isCritical) in [("", true), ("CN=a", false)] {
      let parts = try RequestParts(subject, [.dNSName("a.example")])
      let certificate = try desk.certificate(RequestJSON.issue(parts, id: "r-\(subject)"))
      #expect(certificate.certificateExtension(.subjectAltName)?.isCritical == isCritical)
      #expect(certificate.subject.isEmpty == isCritical)
    }
    #expect(
      try desk.answer(RequestJSON.issue(RequestParts(""), id: "nobody"))
        == "VALIDATION_FAILED subject.notAllowed /body/request: the certificate would name nobody: no subject and no "
        + "alternative name")
  }
}
