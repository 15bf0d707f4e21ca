import Diagnostics
import PKIModel
import Testing

@testable import RequestResolution

@Suite("A certificate that is asked for now and issued later")
struct SubmissionTests {
  private static let attributes = #"""
    "issueAttributes":[{"name":"san","contentType":"string","content":[{"data":"dNSName=a.example"}]},\#
    {"name":"validityDays","contentType":"integer","content":[{"data":30}]}]
    """#

  private func submit(
    _ parts: RequestParts, id: String = "s", attributes: String = SubmissionTests.attributes
  ) throws -> String {
    RequestJSON.of(
      "submitCertificateRequest", id: id,
      #""body":{"raProfileUuid":"\#(Desk.server)","request":"\#(try parts.base64())",\#(attributes)}"#)
  }

  private func issue(_ certificate: String, id: String = "i", profile: String = Desk.server) -> String {
    RequestJSON.of(
      "issueNewCertificate", id: id, #""raProfileUuid":"\#(profile)""#, #""certificateUuid":"\#(certificate)""#)
  }

  @Test("is to be submitted again where it could not be signed; any other request is to be run again")
  func unsigned() throws {
    var desk = try Desk()
    _ = try desk.decide(submit(RequestParts()))
    for (request, remedy) in [
      (issue("@s"), "check the CA's key and submit the request again"),
      (try RequestJSON.issue(RequestParts()), "check the CA's key and run again"),
    ] {
      let failure = Resolver.failure(of: try desk.decide(request), "it is wrong", desk.context)
      #expect(failure.text == "AUTHORITY_ERROR signature.failed : the certificate could not be signed: it is wrong")
      #expect(failure.detail.problems.map(\.remedy) == [remedy])
    }
  }

  @Test("is on record in state Requested, and nothing is to be signed")
  func submitted() throws {
    var desk = try Desk()
    let decision = try desk.decide(submit(RequestParts("CN=www.example", [.dNSName("csr.example")])))
    #expect(decision.text == "OK")
    #expect(!decision.needsSignature && !decision.needsKey && decision.certificate == nil)
    let submission = try #require(desk.ledger.submissions.values.first)
    #expect(decision.request.certificate == submission.uuid)
    #expect(submission.subject.description == "CN=www.example")
    #expect(submission.altNames == [.dNSName("a.example")])
    #expect(submission.validityDays == 30)
    let body = String(decoding: decision.detail.body ?? [], as: UTF8.self)
    #expect(body.hasPrefix(#"{"uuid":"\#(submission.uuid)","commonName":"www.example","subjectDn":"CN=www.example""#))
    #expect(body.contains(#""state":"requested""#) && body.contains(#""dNSName":["a.example"]"#))
    #expect(desk.ledger.certificates.isEmpty)
  }

  @Test("is shown as it was answered, with its history, until it is issued; its second name shows nothing")
  func shown() throws {
    func get(_ certificate: String, id: String) -> String {
      RequestJSON.of("getCertificate", id: id, #""certificateUuid":"\#(certificate)""#)
    }
    var desk = try Desk()
    let submitted = try #require(try desk.decide(submit(RequestParts("CN=www.example"))).detail.body)
    let shown = try #require(try desk.decide(get("@s", id: "g1")).detail.body)
    #expect(shown.starts(with: submitted.dropLast() + Array(#","eventHistory":[{"uuid":""#.utf8)))
    #expect(try desk.answer(issue("@s")) == "OK")
    #expect(try desk.answer(get("@s", id: "g2")) == "OK")
    #expect(try desk.answer(get("@i", id: "g3")).hasPrefix("BAD_REQUEST request.reference /certificateUuid: "))
  }

  @Test("gets what was decided when it was submitted, and is issued once")
  func issued() throws {
    var desk = try Desk()
    _ = try desk.decide(submit(RequestParts("CN=www.example", [.dNSName("csr.example")])))
    let submission = try #require(desk.ledger.submissions.values.first)
    desk.now = UTCInstant(seconds: desk.now.seconds + 5 * Desk.day)
    let decision = try desk.decide(issue("@s"))
    #expect(decision.text == "OK" && decision.needsSignature)
    #expect(decision.certificate?.uuid == submission.uuid)
    let fields = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(fields.serialNumber == submission.serialNumber)
    #expect(try fields.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("a.example")])
    #expect(fields.validity.notBefore.seconds == desk.now.seconds - 300)
    #expect(fields.validity.notAfter.seconds - fields.validity.notBefore.seconds == 30 * Desk.day - 1)
    #expect(String(decoding: decision.detail.attributes, as: UTF8.self).contains(#""name":"san""#))
    #expect(
      try desk.answer(issue(submission.uuid.description, id: "i2"))
        == "VALIDATION_FAILED certificate.state /certificateUuid: Cannot issue requested certificate with status "
        + "Issued. Certificate: \(submission.uuid)")
    // Two names for one certificate would let requests for it pass each other.
    #expect(
      try desk.answer(RequestJSON.revoke("@i", id: "v1"))
        == "BAD_REQUEST request.reference /certificateUuid: the certificate of request i has a name of its own "
        + "already")
    #expect(try desk.answer(RequestJSON.revoke("@s")) == "OK")
    #expect(try desk.answer(issue("@s", id: "i3")).contains(" with status Revoked. "))
  }

  @Test("is refused for what is not there, under another RA profile, and for one that only waits for its signature")
  func refusals() throws {
    var desk = try Desk()
    _ = try desk.decide(submit(RequestParts()))
    let uuid = try #require(desk.ledger.submissions.keys.first)
    #expect(
      try desk.answer(issue(Desk.device, id: "i1"))
        == "NOT_FOUND certificate.unknown /certificateUuid: Object of type 'Certificate' identified by \(Desk.device) "
        + "is not found.")
    #expect(
      try desk.answer(issue("@s", id: "i2", profile: Desk.client))
        == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot issue requested certificate. Existing "
        + "Certificate RA profile is different than RA profile of request. Certificate: \(uuid)")
    let record = try #require(try desk.decide(RequestJSON.issue(RequestParts())).certificate)
    desk.ledger.certificates[record.uuid] = record
    #expect(
      try desk.answer(issue("@r", id: "i3"))
        == "VALIDATION_FAILED certificate.state /certificateUuid: Cannot issue requested certificate with status "
        + "Pending issue. Certificate: \(record.uuid)")
    #expect(
      try desk.answer(RequestJSON.of("issueNewCertificate", id: "i4"))
        == "BAD_REQUEST member.missing /certificateUuid: the certificate is not named")
    #expect(
      try desk.answer(RequestJSON.of("issueNewCertificate", id: "i5", #""certificateUuid":"@s","body":{"a":1}"#))
        .hasPrefix("BAD_REQUEST member.unknown /body: "))
  }

  @Test("can neither be revoked nor renewed before it is issued")
  func requested() throws {
    var desk = try Desk()
    _ = try desk.decide(submit(RequestParts()))
    let uuid = try #require(desk.ledger.submissions.keys.first)
    let rows = [
      ("revoke", RequestJSON.revoke("@s", id: "a")),
      ("renew", try RequestJSON.succeed("renewCertificate", "@s", id: "b")),
      ("rekey", try RequestJSON.succeed("rekeyCertificate", uuid.description, id: "c")),
    ]
    for (operation, request) in rows {
      #expect(
        try desk.answer(request)
          == "VALIDATION_FAILED certificate.state /certificateUuid: Cannot perform operation \(operation) on "
          + "certificate in state Requested. Certificate: \(uuid)")
    }
  }

  @Test("is judged when it is submitted, and again when it is issued")
  func rules() throws {
    var desk = try Desk()
    let rows = [
      (try submit(RequestParts("CN=a,title=Doctor"), id: "s1"), "VALIDATION_FAILED subject.notAllowed /body/request: "),
      (
        try submit(RequestParts(), id: "s2", attributes: #""issueAttributes":[{"name":"odd"}]"#),
        "VALIDATION_FAILED attribute.unknown /body/issueAttributes/0"
      ),
      (
        try submit(RequestParts(), id: "s3", attributes: #""attributes":[]"#),
        "BAD_REQUEST member.unknown /body/attributes: "
      ),
      (
        try submit(RequestParts(), id: "s4", attributes: #""sourceCertificateUuid":"\#(Desk.device)""#),
        "BAD_REQUEST member.unsupported /body/sourceCertificateUuid: a submitted request has no predecessor"
      ),
      (
        try submit(
          RequestParts(), id: "s5",
          attributes: Self.attributes.replacing(#"{"data":30}"#, with: #"{"data":3000}"#)),
        "VALIDATION_FAILED validity.notAllowed "
      ),
      (
        RequestJSON.of("submitCertificateRequest", id: "s6", #""body":{"raProfileUuid":"\#(Desk.authority)"}"#),
        "NOT_FOUND raProfile.unknown "
      ),
      (
        RequestJSON.of("submitCertificateRequest", id: "s7", #""body":{}"#),
        "VALIDATION_FAILED csr.format /body/request: "
      ),
    ]
    for (request, expected) in rows {
      let answer = try desk.answer(request)
      #expect(answer.hasPrefix(expected), "\(answer)")
    }
    #expect(desk.ledger.submissions.isEmpty)
    _ = try desk.decide(submit(RequestParts()))
    var strict = try Desk(
      ("end-entity-profiles/tls-server.json", #""algorithm": "ed25519""#, #""algorithm": "ec", "curves": ["P-256"]"#))
    strict.ledger = desk.ledger
    let uuid = try #require(desk.ledger.submissions.keys.first).description
    #expect(try strict.answer(issue(uuid)).hasPrefix("VALIDATION_FAILED key.notAllowed /certificateUuid: "))
    #expect(strict.ledger.certificates.isEmpty)
  }

  @Test("under a disabled RA profile is neither submitted nor issued")
  func disabled() throws {
    var desk = try Desk(("ra-profiles/tls-server.json", #""enabled": true"#, #""enabled": false"#))
    #expect(
      try desk.answer(submit(RequestParts()))
        == "VALIDATION_FAILED raProfile.disabled : Cannot submit certificate request with disabled RA profile. Ra "
        + "Profile: tls-server")
    #expect(
      try desk.answer(issue(Desk.device))
        == "VALIDATION_FAILED raProfile.disabled : Cannot issue certificate with disabled RA profile. Ra Profile: "
        + "tls-server")
  }
}
