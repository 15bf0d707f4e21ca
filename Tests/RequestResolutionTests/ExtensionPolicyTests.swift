import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("Requested extensions")
struct ExtensionPolicyTests {
  private static let path = "end-entity-profiles/tls-server.json"
  private static let own = CertificateExtension(OID(1, 2, 3), value: [0x05, 0x00])
  private static let constraints = CertificateExtension.basicConstraints(isCA: true)

  private static func request(_ extensions: CertificateExtension..., attributes: [OID] = []) throws -> String {
    var parts = try RequestParts()
    parts.extensions = extensions
    parts.otherAttributes = attributes
    return try RequestJSON.issue(parts)
  }

  @Test("are dropped with a warning, never a CA's constraints")
  func dropped() throws {
    var desk = try Desk()
    let decision = try desk.decide(Self.request(Self.own, Self.constraints))
    #expect(
      decision.text == "OK warning extension.dropped /body/request: the request asks for extension 1.2.3, which the "
        + "profile does not take over warning extension.dropped /body/request: the request asks for basicConstraints, "
        + "which the profile does not take over")
    let certificate = try Certificate.TBSFields(der: try #require(decision.certificate).tbs)
    #expect(!certificate.isCA)
    #expect(certificate.certificateExtension(Self.own.oid) == nil)
  }

  @Test("are refused where the profile says so")
  func refused() throws {
    var desk = try Desk((Self.path, #""others": "drop""#, #""others": "refuse""#))
    #expect(
      try desk.answer(Self.request(Self.own)) == "VALIDATION_FAILED extension.notAllowed /body/request: the request "
        + "asks for extension 1.2.3, which the profile does not take over")
  }

  @Test("are copied where the profile lists them")
  func copied() throws {
    var desk = try Desk((Self.path, #""copy": []"#, #""copy": ["1.2.3"]"#))
    let certificate = try desk.certificate(Self.request(Self.own))
    #expect(certificate.certificateExtension(Self.own.oid) == Self.own)
  }

  @Test("that say what the profile says are no loss")
  func equal() throws {
    var desk = try Desk()
    #expect(
      try desk.answer(
        Self.request(.basicConstraints(isCA: false), KeyUsage([.digitalSignature]).asExtension)) == "OK")
  }

  @Test("are not the only thing that may be lost: other attributes are named too")
  func attributes() throws {
    var desk = try Desk()
    #expect(
      try desk.answer(Self.request(attributes: [.challengePassword])) == "OK warning extension.dropped /body/request: "
        + "the request has the attribute 1.2.840.113549.1.9.7, which is not used")
  }
}
