import Testing

@testable import RequestResolution

@Suite("The attributes of revocations")
struct RevokeAttributesTests {
  private let desk: Desk

  init() throws {
    let definition = """
      {"uuid":"00000000-0000-4000-8000-000000000001","name":"ticket","contentType":"string",\
      "properties":{"label":"Ticket","required":true},"effect":"record"}
      """
    desk = try Desk(
      ("ra-profiles/tls-server.json", #""revokeAttributes": []"#, #""revokeAttributes": [\#(definition)]"#))
  }

  private static let ticket = #"{"name":"ticket","contentType":"string","content":[{"data":"T-1"}]}"#

  @Test("are listed as the RA profile defines them")
  func list() throws {
    var desk = desk
    let decision = try desk.decide(RequestJSON.of("listRevokeCertificateAttributes"))
    #expect(decision.text == "OK")
    let body = String(decoding: decision.detail.body ?? [], as: UTF8.self)
    #expect(body.hasPrefix("[{") && body.contains(#""name":"ticket""#) && !body.contains("validityDays"))
    #expect(
      try desk.answer(RequestJSON.of("listRevokeCertificateAttributes", id: "b", #""body":[1]"#))
        .hasPrefix("BAD_REQUEST member.unknown /body: "))
  }

  @Test("are validated by the rules that a revocation is judged by")
  func validate() throws {
    let rows = [
      ("[\(Self.ticket)]", "OK"), ("[]", "VALIDATION_FAILED attribute.required /body"),
      (#"[\#(Self.ticket),{"name":"odd"}]"#, "VALIDATION_FAILED attribute.unknown /body/1"),
      ("{}", "BAD_REQUEST member.type /body: the body is an array of attributes"),
    ]
    for (body, expected) in rows {
      var desk = desk
      let answer = try desk.answer(RequestJSON.of("validateRevokeCertificateAttributes", #""body":\#(body)"#))
      #expect(answer.hasPrefix(expected), "\(body): \(answer)")
    }
    var desk = desk
    _ = try desk.decide(RequestJSON.issue(RequestParts()))
    #expect(
      try desk.answer(RequestJSON.revoke("@r", body: "{}")).hasPrefix(
        "VALIDATION_FAILED attribute.required /body/attributes"))
  }

  @Test(
    "are not found under an RA profile that is unknown, disabled or another authority's",
    arguments: ["listRevokeCertificateAttributes", "validateRevokeCertificateAttributes"])
  func profiles(operation: String) throws {
    var disabled = try Desk(("ra-profiles/tls-server.json", #""enabled": true"#, #""enabled": false"#))
    #expect(try disabled.answer(RequestJSON.of(operation)).hasPrefix("NOT_FOUND raProfile.unknown : "))
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.of(operation, #""raProfileName":"none""#)).hasPrefix("NOT_FOUND raProfile.unknown "))
    #expect(
      try desk.answer(RequestJSON.of(operation, id: "a", #""authorityUuid":"\#(Desk.device)""#))
        .hasPrefix("NOT_FOUND authority.unknown "))
  }
}
