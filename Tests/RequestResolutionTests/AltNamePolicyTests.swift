import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("Subject alternative names")
struct AltNamePolicyTests {
  private static let path = "end-entity-profiles/tls-server.json"
  private static let refusal = "VALIDATION_FAILED subjectAltName.notAllowed /body/request: "

  /// All kinds are listed, so that their syntax is what counts.
  private static func openDesk() throws -> Desk {
    let kinds = ["rfc822Name", "uniformResourceIdentifier", "directoryName", "registeredID", "otherName"]
    let rules = kinds.map { #"{"kind":"\#($0)"}"# }.joined(separator: ",")
    return try Desk((path, #""subjectAltNames": ["#, #""subjectAltNames": [\#(rules),"#))
  }

  @Test(
    "follow the syntax of their kind",
    arguments: [
      (.dNSName("a.example"), true), (.dNSName("*.a.example"), true), (.dNSName("xn--bcher-kva.example"), true),
      (.dNSName("*.example"), false), (.dNSName("*"), false), (.dNSName("a.*.example"), false),
      (.dNSName("a*.b.example"), false), (.dNSName("-a.example"), false), (.dNSName("a-.example"), false),
      (.dNSName("a..example"), false), (.dNSName("a.example."), false), (.dNSName("a b.example"), false),
      (.dNSName("a_b.example"), false), (.dNSName(""), false), (.dNSName("a\0.example"), false),
      (.dNSName(String(repeating: "a", count: 63) + ".example"), true),
      (.dNSName(String(repeating: "a", count: 64) + ".example"), false),
      (.rfc822Name("a.b+c@a.example"), true), (.rfc822Name("a.example"), false), (.rfc822Name("a@b@c"), false),
      (.rfc822Name(".a@a.example"), false), (.rfc822Name("a@*.a.example"), false),
      (.rfc822Name("a b@a.example"), false),
      (.rfc822Name("@a.example"), false), (.rfc822Name(String(repeating: "a", count: 65) + "@a.example"), false),
      (.uniformResourceIdentifier("https://a.example/x?y#z"), true), (.uniformResourceIdentifier("urn:a:b"), true),
      (.uniformResourceIdentifier("/a/b"), false), (.uniformResourceIdentifier("1a:b"), false),
      (.uniformResourceIdentifier("a:"), false), (.uniformResourceIdentifier("https://a b"), false),
      (.uniformResourceIdentifier("https://a/<b>"), false),
      (.iPAddress([10, 0, 0, 1]), true), (.iPAddress([UInt8](repeating: 1, count: 16)), true),
      (.registeredID(OID(1, 2, 3)), true), (.otherName(.userPrincipalName, value: [0x0C, 0x01, 0x61]), true),
    ] as [(GeneralName, Bool)])
  func syntax(name: GeneralName, isAllowed: Bool) throws {
    var desk = try Self.openDesk()
    let answer = try desk.answer(RequestJSON.issue(RequestParts("CN=a", [name])))
    #expect((answer == "OK") == isAllowed, "\(name): \(answer)")
    // An address of another length is no GeneralName at all.
    if !isAllowed { #expect(answer.hasPrefix(Self.refusal), "\(answer)") }
  }

  @Test("that end early for readers of C strings are refused in words that can be read")
  func zero() throws {
    var desk = try Desk()
    let request = try RequestJSON.issue(RequestParts("CN=a", [.dNSName("a.example\0.evil.example")]))
    #expect(
      try desk.answer(request) == Self.refusal
        + "dNSName=a.example\u{2400}.evil.example has characters other than letters, digits and hyphens")
  }

  @Test("of an unlisted kind are refused or dropped, as the profile says")
  func unlisted() throws {
    let request = try RequestJSON.issue(RequestParts("CN=a", [.rfc822Name("a@a.example"), .dNSName("a.example")]))
    let text = "subject alternative names of kind rfc822Name are not listed by the profile"
    var strict = try Desk()
    #expect(try strict.answer(request) == Self.refusal + text)
    var lax = try Desk((Self.path, #""unlistedSubjectAltNames": "refuse""#, #""unlistedSubjectAltNames": "drop""#))
    let decision = try lax.decide(request)
    #expect(decision.text == "OK warning extension.dropped /body/request: \(text)")
    let certificate = try Certificate.TBSFields(der: try #require(decision.certificate).tbs)
    #expect(try certificate.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("a.example")])
  }

  @Test("enter a certificate once each, in their order")
  func duplicates() throws {
    let names: [GeneralName] = [.dNSName("b.example"), .dNSName("a.example"), .dNSName("b.example")]
    var desk = try Desk()
    let certificate = try desk.certificate(RequestJSON.issue(RequestParts("CN=a", names)))
    #expect(try certificate.certificateExtension(.subjectAltName)?.generalNames() == Array(names.prefix(2)))
  }

  @Test("are bounded in number, required and matched by the profile's rules")
  func rules() throws {
    let rule = #"{"kind":"dNSName","required":true,"max":2,"regExp":"[a-z]\\.example"}"#
    let path = "end-entity-profiles/own.json"
    let profile =
      #"{"name":"own","subject":[{"type":"commonName"}],"subjectAltNames":[\#(rule)],"keys":[{"algorithm":"ed25519"}]}"#
    let rows: [([GeneralName], String)] = [
      ([], "there is no name of kind dNSName"),
      ([.dNSName("A.example")], "dNSName=A.example does not match [a-z]\\.example"),
      ([.dNSName("a.example"), .dNSName("b.example"), .dNSName("c.example")], "more than 2 names of kind dNSName"),
    ]
    for (names, text) in rows {
      var desk = try Desk(
        ("ra-profiles/tls-server.json", #""endEntityProfile": "tls-server""#, #""endEntityProfile": "own""#),
        extra: [path: profile])
      let answer = try desk.answer(RequestJSON.issue(RequestParts("CN=a", names)))
      #expect(answer.hasPrefix("VALIDATION_FAILED subjectAltName.notAllowed /body/request: "), "\(answer)")
      #expect(answer.contains(text), "\(answer)")
    }
  }
}
