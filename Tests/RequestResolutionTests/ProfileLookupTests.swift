import TestSupport
import Testing

@testable import RequestResolution

@Suite("The RA profile of a request")
struct ProfileLookupTests {
  private static let unknown = "99999999-9999-4999-8999-999999999999"
  private static let other = "55555555-5555-4555-8555-555555555555"
  private static let authorities = [
    "authorities/other.json":
      #"{"uuid":"\#(other)","name":"other","chain":"keys/o.pem","key":{"file":"keys/ok.pem"}}"#
  ]

  @Test(
    "is refused where it leads nowhere",
    arguments: [
      (
        #""raProfileUuid":"\#(unknown)""#,
        "NOT_FOUND raProfile.unknown : Object of type 'RaProfile' identified by \(unknown) is not found."
      ),
      (#""raProfileUuid":"x-1""#, "BAD_REQUEST member.value : Invalid UUID string: x-1"),
      (
        #""raProfileName":"nobody""#,
        "NOT_FOUND raProfile.unknown : Object of type 'RaProfile' identified by nobody is not found."
      ),
      (
        #""raProfileUuid":"\#(Desk.server)","authorityUuid":"\#(unknown)""#,
        "NOT_FOUND authority.unknown : Object of type 'Authority' identified by \(unknown) is not found."
      ),
      (
        #""raProfileUuid":"\#(Desk.server)","authorityUuid":"\#(other)""#,
        "NOT_FOUND raProfile.foreign : Object of type 'RaProfile' identified by \(Desk.server) is not found under "
          + "authority \(other)."
      ),
      (
        #""raProfileUuid":"\#(Desk.server)","authorityUuid":"x""#, "BAD_REQUEST member.value : Invalid UUID string: x"
      ),
    ])
  func refused(members: String, expected: String) throws {
    var desk = try Desk(extra: Self.authorities)
    #expect(try desk.answer(RequestJSON.of("listIssueCertificateAttributes", members)) == expected)
  }

  @Test("must be named")
  func unnamed() throws {
    var desk = try Desk()
    #expect(
      try desk.answer(#"{"id":"r","operation":"listEntities"}"#)
        == "BAD_REQUEST member.missing : the request does not name an RA profile")
  }

  @Test(
    "is refused where it is disabled, in the API's way",
    arguments: [
      (
        "issueCertificate",
        denial + "Cannot issue certificate with disabled RA profile. Ra Profile: tls-server"
      ),
      (
        "revokeCertificate",
        denial + "Cannot perform operation revoke on certificate with disabled RA profile. Ra Profile: tls-server"
      ),
      ("listIssueCertificateAttributes", hidden), ("validateIssueCertificateAttributes", hidden),
      ("legacyIssueCertificate", hidden), ("legacyRevokeCertificate", hidden), ("addEndEntity", hidden),
      ("getEndEntity", hidden), ("listEntities", hidden),
    ])
  func disabled(operation: String, expected: String) throws {
    var desk = try Desk(("ra-profiles/tls-server.json", #""enabled": true"#, #""enabled": false"#))
    #expect(try desk.answer(RequestJSON.of(operation)) == expected)
  }

  private static let denial = "VALIDATION_FAILED raProfile.disabled : "
  private static let hidden =
    "NOT_FOUND raProfile.unknown : Object of type 'RaProfile' identified by \(Desk.server) is not found."
}
