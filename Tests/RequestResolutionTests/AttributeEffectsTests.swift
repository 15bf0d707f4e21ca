import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("Attributes of a request")
struct AttributeEffectsTests {
  private static let effects = [
    ("org", "subject.organization"), ("unit", "subject.organizationalUnit"), ("host", "san.dNSName"),
    ("address", "san.iPAddress"), ("one", "extension:1.2.3"), ("list", "extension"), ("note", "record"),
  ]

  /// An RA profile with one attribute for each effect; the end-entity profile takes extensions 1.2.3 and 1.2.4 over.
  private static func desk() throws -> Desk {
    let definitions = effects.enumerated().map { number, effect in
      """
      {"uuid":"00000000-0000-4000-8000-00000000000\(number)","name":"\(effect.0)","contentType":"string",\
      "properties":{"label":"\(effect.0)","multiSelect":true,"list":true,"extensibleList":true},\
      "effect":"\(effect.1)"},
      """
    }
    return try Desk(
      ("ra-profiles/tls-server.json", #""issueAttributes": ["#, #""issueAttributes": [\#(definitions.joined())"#),
      ("end-entity-profiles/tls-server.json", #""copy": []"#, #""copy": ["1.2.3","1.2.4"]"#))
  }

  private static func certificate(
    _ parts: RequestParts, _ attributes: (name: String, value: String)...
  ) throws -> Desk.TBSFields {
    var desk = try desk()
    return try desk.certificate(RequestJSON.issue(parts, attributes: attributes))
  }

  private static func names(_ certificate: Desk.TBSFields) throws -> [GeneralName] {
    try certificate.certificateExtension(.subjectAltName)?.generalNames() ?? []
  }

  @Test("replace the subject's values of their kind, each in its usual place")
  func subject() throws {
    let parts = try RequestParts("CN=a,OU=kept,O=Old,C=DE")
    #expect(try Self.certificate(parts, ("org", "New")).subject.description == "CN=a, OU=kept, O=New, C=DE")
    #expect(
      try Self.certificate(RequestParts("CN=a,C=DE"), ("org", "New")).subject.description == "CN=a, O=New, C=DE")
    #expect(try Self.certificate(RequestParts(""), ("unit", "x"), ("org", "y")).subject.description == "OU=x, O=y")
  }

  @Test("replace the alternative names of the request, or add to them")
  func altNames() throws {
    let parts = try RequestParts("CN=a", [.dNSName("csr.example")])
    #expect(
      try Self.names(Self.certificate(parts, ("san", "dNSName=a.example, iPAddress=10.0.0.1")))
        == [.dNSName("a.example"), .iPAddress([10, 0, 0, 1])])
    #expect(
      try Self.names(Self.certificate(parts, ("host", "b.example"), ("address", "::1")))
        == [.dNSName("csr.example"), .dNSName("b.example"), .iPAddress([UInt8](repeating: 0, count: 15) + [1])])
    #expect(
      try Self.names(Self.certificate(parts, ("host", "b.example"), ("san", "dNSName=a.example")))
        == [.dNSName("a.example"), .dNSName("b.example")])
  }

  @Test("give extensions, in hexadecimal or base64, before those of the request")
  func extensions() throws {
    var parts = try RequestParts()
    parts.extensions = [CertificateExtension(OID(1, 2, 3), value: [0x01, 0x01, 0xFF])]
    let null = CertificateExtension(OID(1, 2, 3), value: [0x05, 0x00])
    for value in ["0500", "BQA="] {
      #expect(try Self.certificate(parts, ("one", value)).certificateExtension(null.oid) == null)
    }
    let certificate = try Self.certificate(parts, ("list", "1.2.3=0500, 1.2.4=0101ff"))
    #expect(certificate.certificateExtension(null.oid) == null)
    #expect(certificate.certificateExtension(OID(1, 2, 4))?.value == [0x01, 0x01, 0xFF])
    #expect(certificate.extensions.count(where: { $0.oid == null.oid }) == 1)
  }

  @Test("are bound by the profile like the request itself")
  func bounds() throws {
    let rows: [(String, String, String)] = [
      ("org", String(repeating: "x", count: 65), "VALIDATION_FAILED subject.notAllowed /body/request: "),
      ("host", "a b", "VALIDATION_FAILED subjectAltName.notAllowed /body/request: "),
      ("san", "rfc822Name=a@b.example", "VALIDATION_FAILED subjectAltName.notAllowed /body/request: "),
      ("san", "dNSName", "VALIDATION_FAILED attribute.malformed /body/attributes: Value of attribute san: "),
      ("address", "300.1.1.1", "VALIDATION_FAILED attribute.malformed /body/attributes: Value of attribute address: "),
      ("one", "0501", "VALIDATION_FAILED attribute.malformed /body/attributes: "),
      ("one", "05000", "VALIDATION_FAILED attribute.malformed /body/attributes: "),
      ("list", "1.2.5=0500", "VALIDATION_FAILED extension.notAllowed /body/attributes: extension 1.2.5 is not one"),
      ("list", "2.5.29.19=30030101ff", "VALIDATION_FAILED extension.notAllowed /body/attributes: extension 2.5.29.19 "),
      ("list", "a=0500", "VALIDATION_FAILED attribute.malformed /body/attributes: OID should be a series of integers"),
      ("list", "0500", "VALIDATION_FAILED attribute.malformed /body/attributes: Invalid extension format: 0500"),
      ("nobody", "x", "VALIDATION_FAILED attribute.unknown /body/attributes/0"),
    ]
    for (name, value, expected) in rows {
      var desk = try Self.desk()
      let answer = try desk.answer(RequestJSON.issue(RequestParts(), attributes: [(name, value)]))
      #expect(answer.hasPrefix(expected), "\(name)=\(value): \(answer)")
    }
  }

  @Test("are recorded with the certificate, whatever they do")
  func recorded() throws {
    var desk = try Self.desk()
    let decision = try desk.decide(RequestJSON.issue(RequestParts(), attributes: [("note", "for Anna")]))
    let kept = String(decoding: decision.detail.attributes, as: UTF8.self)
    #expect(kept.hasPrefix(#""issueAttributes":[{"uuid":"#))
    #expect(kept.contains(#""content":[{"data":"for Anna"}]"#))
  }

  @Test("are judged without a request, too")
  func validation() throws {
    var desk = try Self.desk()
    func validate(_ body: String, _ id: String) throws -> String {
      try desk.answer(RequestJSON.of("validateIssueCertificateAttributes", id: id, #""body":\#(body)"#))
    }
    #expect(try validate("[]", "a") == "OK")
    #expect(
      try validate(#"[{"name":"host","content":[{"data":"a.example"}]}]"#, "b")
        == "OK warning attribute.contentType /body/0: Attribute host has no content type and is taken as string")
    #expect(
      try validate(#"[{"name":"san","content":[{"data":"x"}]},{"name":"odd"}]"#, "c")
        .hasPrefix("VALIDATION_FAILED attribute.unknown /body/1"))
  }
}
