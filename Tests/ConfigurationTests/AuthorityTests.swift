import AttributeValidation
import PKIModel
import Testing

@testable import Configuration

@Suite("Authority files")
struct AuthorityTests {
  private static let path = "authorities/issuing-ca.json"

  static let faults = [
    Fault(
      path, #""uuid": "1"#, #""uuid": "x"#, "/uuid member.value: \"x1111111-1111-4111-8111-111111111111\" is not a UUID"
    ),
    Fault(path, #""uuid""#, #""UUID""#, " member.missing: member \"uuid\" is missing"),
    Fault(path, #""name": "issuing-ca""#, #""name": """#, "/name member.value: \"name\" is empty"),
    Fault(path, #""name": "issuing-ca""#, #""name": 5"#, "/name member.type: a string is expected"),
    Fault(
      path, "keys/issuing-ca-chain.pem", "/etc/chain.pem", "/chain member.value: \"/etc/chain.pem\" leaves the home"),
    Fault(path, "keys/issuing-ca-chain.pem", "../chain.pem", "/chain member.value: \"../chain.pem\" leaves the home"),
    Fault(path, "keys/issuing-ca-chain.pem", "keys/./c", "/chain member.value: \"keys/./c\" leaves the home"),
    Fault(path, "keys/issuing-ca.pem", "keys/../../k", "/key/file member.value: \"keys/../../k\" leaves the home"),
    Fault(path, "\"keys/issuing-ca.pem\"", "null", "/key member.missing: member \"file\" is missing"),
    Fault(path, #""file": "#, #""pkcs11": "x", "file": "#, "/key/pkcs11 member.unknown: member \"pkcs11\" is unknown"),
    Fault(path, "168", "0", "/crl/validityHours member.value: 0 is not allowed"),
    Fault(path, "168", "87601", "/crl/validityHours member.value: 87601 is not allowed"),
    Fault(path, "168", "1.5", "/crl/validityHours member.type: a whole number is expected"),
    Fault(path, "168", "\"168\"", "/crl/validityHours member.type: a whole number is expected"),
    Fault(
      path, #""validityHours""#, #""validityDays""#,
      "/crl/validityDays member.unknown: member \"validityDays\" is unknown"),
  ]

  @Test("are refused with the place of the fault", arguments: faults)
  func refused(_ fault: Fault) throws {
    #expect(try fault.problems().first == fault.path + "#" + fault.problem)
  }

  @Test("have CRLs that are valid for a week where they do not say")
  func defaults() throws {
    var home = try HomeKit()
    try home.change(AuthorityTests.path, #""validityHours": 168"#, "")
    #expect(try home.load().authorities.first?.crlValiditySeconds == 604_800)
    try home.change(AuthorityTests.path, #""crl": {"#, #""crl": {"validityHours": 1"#)
    #expect(try home.load().authorities.first?.crlValiditySeconds == 3600)
  }
}
