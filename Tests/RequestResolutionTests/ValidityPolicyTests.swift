import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The validity of a certificate")
struct ValidityPolicyTests {
  private static let path = "certificate-profiles/tls-server.json"

  private static func request(_ days: Int?) throws -> String {
    try RequestJSON.issue(RequestParts(), attributes: days.map { [("validityDays", String($0))] } ?? [])
  }

  /// RFC 5280 4.1.2.5: both ends count.
  @Test("is that many days to the second", arguments: [nil, 1, 30, 397])
  func days(days: Int?) throws {
    var desk = try Desk()
    let validity = try desk.certificate(Self.request(days)).validity
    #expect(validity.notAfter.seconds - validity.notBefore.seconds + 1 == Int64(days ?? 397) * Desk.day)
    #expect(validity.notBefore.seconds == desk.now.seconds - 300)
  }

  @Test("is within the profile's bounds", arguments: [0, -1, 398])
  func bounds(days: Int) throws {
    var desk = try Desk()
    #expect(
      try desk.answer(Self.request(days))
        == "VALIDATION_FAILED validity.notAllowed : a validity of \(days) days is not allowed")
  }

  @Test("does not begin before that of the CA")
  func backdating() throws {
    var desk = try Desk()
    desk.now = UTCInstant(seconds: Desk.founding.seconds + 299)
    #expect(try desk.certificate(Self.request(30)).validity.notBefore == Desk.founding)
  }

  @Test("that fits the CA's to the second is not shortened")
  func exactFit() throws {
    var desk = try Desk()
    let end = desk.issuer.certificate.tbs.validity.notAfter
    desk.now = UTCInstant(seconds: end.seconds + 1 - 30 * Desk.day + 300)
    #expect(try desk.answer(Self.request(30)) == "OK")
    desk.now = UTCInstant(seconds: desk.now.seconds + 1)
    desk.ledger = FakeLedger()
    let decision = try desk.decide(Self.request(30))
    #expect(
      decision.text == "OK warning validity.notAllowed : the validity was shortened to that of the CA, \(end)")
    let tbs = try Certificate.TBSFields(der: try #require(decision.certificate).tbs)
    #expect(tbs.validity.notAfter == end)
  }

  @Test("beyond the CA's is refused where the profile says so")
  func refused() throws {
    var desk = try Desk((Self.path, #""beyondAuthority": "shorten""#, #""beyondAuthority": "refuse""#))
    desk.now = UTCInstant(seconds: Desk.founding.seconds + 980 * Desk.day)
    let answer = try desk.answer(Self.request(30))
    #expect(answer.hasPrefix("VALIDATION_FAILED validity.notAllowed : the certificate would be valid until "))
  }

  @Test("needs a CA that is valid now", arguments: [-1, 1000 * 86_400] as [Int64])
  func authority(seconds: Int64) throws {
    var desk = try Desk()
    desk.now = UTCInstant(seconds: Desk.founding.seconds + seconds)
    let answer = try desk.answer(Self.request(30))
    #expect(answer.hasPrefix("AUTHORITY_ERROR authority.invalid : authority issuing-ca cannot issue: "), "\(answer)")
  }
}
