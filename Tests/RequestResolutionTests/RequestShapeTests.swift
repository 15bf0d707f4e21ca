import TestSupport
import Testing

@testable import RequestResolution

@Suite("The shape of a request")
struct RequestShapeTests {
  @Test(
    "needs a body where the operation has one",
    arguments: [
      ("issueCertificate", "BAD_REQUEST member.missing /body: the request has no body"),
      ("revokeCertificate", "BAD_REQUEST member.missing /body: the request has no body"),
      ("legacyIssueCertificate", "BAD_REQUEST member.missing /body: the request has no body"),
      ("legacyRevokeCertificate", "BAD_REQUEST member.missing /body: the request has no body"),
      ("addEndEntity", "BAD_REQUEST member.missing /body: the request has no body"),
      ("validateIssueCertificateAttributes", "BAD_REQUEST member.type /body: the body is an array of attributes"),
      ("getEndEntity", "BAD_REQUEST member.missing /username: the end entity is not named"),
    ])
  func missing(operation: String, expected: String) throws {
    var desk = try Desk()
    #expect(try desk.answer(RequestJSON.of(operation)) == expected)
  }

  @Test("is told everything that is wrong, what was found before a reason to stop among it, and each thing once")
  func stopped() throws {
    var desk = try Desk()
    #expect(
      try desk.answer(RequestJSON.of("listEntities", #""raProfileName":"nowhere","body":{"a":1}"#))
        == "BAD_REQUEST member.unknown /body: the operation has no body "
        + "raProfile.unknown : Object of type 'RaProfile' identified by nowhere is not found.")
    #expect(
      try desk.answer(RequestJSON.of("revokeCertificate", id: "s", #""body":{"reason":"lost","x":1}"#))
        == "BAD_REQUEST revocation.reason /body/reason: Unknown Certificate Revocation reason lost "
        + "member.unknown /body/x: member \"x\" is unknown "
        + "member.missing /certificateUuid: the certificate is not named")
  }

  @Test("has no body where the operation has none", arguments: ["listEntities", "listIssueCertificateAttributes"])
  func superfluous(operation: String) throws {
    var desk = try Desk()
    #expect(try desk.answer(RequestJSON.of(operation, #""body":null"#)) == "OK")
    #expect(
      try desk.answer(RequestJSON.of(operation, id: "s", #""body":{"a":1}"#))
        == "BAD_REQUEST member.unknown /body: the operation has no body")
  }

  @Test(
    "has no members that the API does not know",
    arguments: [
      ("issueCertificate", #"{"request":"AAAA","csr":1}"#, "/body/csr"),
      ("revokeCertificate", #"{"comment":""}"#, "/body/comment"),
      ("legacyIssueCertificate", #"{"username":"a","password":"b","pkcs10":"AAAA","x":1}"#, "/body/x"),
      ("legacyRevokeCertificate", #"{"certificateSN":"1","issuerDN":"CN=a","reason":"superseded","x":1}"#, "/body/x"),
      ("addEndEntity", #"{"username":"a","password":"b","subjectDN":"CN=a","x":1}"#, "/body/x"),
    ])
  func unknownMember(operation: String, body: String, pointer: String) throws {
    var desk = try Desk()
    let answer = try desk.answer(
      RequestJSON.of(operation, #""certificateUuid":"\#(Desk.device)""#, #""body":\#(body)"#))
    #expect(answer.hasPrefix("BAD_REQUEST "))
    #expect(answer.contains(" member.unknown \(pointer): "))
  }

  @Test(
    "gives the certificate request once",
    arguments: [
      (
        #""body":{"request":""}"#,
        "VALIDATION_FAILED csr.format /body/request: Cannot submit certificate request without specifying key or uploaded "
          + "request content"
      ),
      (
        #""body":{"keyUuid":"k"}"#,
        "VALIDATION_FAILED key.reference /body/tokenProfileUuid: Token Profile UUID Cannot be empty"
      ),
      (
        #""body":{"keyUuid":"","csrAttributes":[{"name":"commonName","content":[{"data":"a"}]}]}"#,
        "VALIDATION_FAILED csr.format /body/request: Cannot submit certificate request without specifying key or uploaded "
          + "request content"
      ),
      (
        #""body":{"request":"AAAA"},"requestFile":"a.csr""#,
        "BAD_REQUEST request.file /requestFile: the request is given twice"
      ),
      (#""body":{},"requestFile":"b.csr""#, "BAD_REQUEST request.file /requestFile: b.csr: not there"),
      (#""body":{"request":5}"#, "BAD_REQUEST member.type /body/request: a string is expected"),
      (
        #""body":{"keyUuid":"k","format":"crmf"}"#,
        "VALIDATION_FAILED key.reference /body/tokenProfileUuid: Token Profile UUID Cannot be empty "
          + "csr.format /body/format: CRMF format is not supported for CSR generation"
      ),
      (
        #""body":{"request":"AAAA","format":"pem"}"#,
        #"BAD_REQUEST member.value /body/format: "format" cannot be "pem""#
      ),
    ])
  func requestOnce(members: String, expected: String) throws {
    var desk = try Desk()
    desk.files["a.csr"] = [0x30]
    #expect(try desk.answer(RequestJSON.of("issueCertificate", members)).hasPrefix(expected))
  }
}
