import DERCoding
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("Revoking a certificate")
struct RevocationTests {
  private var desk: Desk
  private let record: CertificateRecord

  init() throws {
    desk = try Desk()
    record = try #require(try desk.decide(RequestJSON.issue(RequestParts(), id: "r")).certificate)
    // As the ledger has it after the signature.
    let fingerprint = MessageDigest.sha256.of(try Self.certificate(record))
    desk.ledger.certificates[record.uuid] = record.with(state: .issued, fingerprint: fingerprint)
  }

  private static func certificate(_ record: CertificateRecord) throws -> [UInt8] {
    let key = try SigningKeys.authority.get()
    return SignedStructure.der(
      signed: record.tbs, algorithm: key.signatureAlgorithm, signature: try key.makeSigner().sign(record.tbs))
  }

  @Test("takes each of the API's reasons; none means unspecified", arguments: [nil] + RevocationReason.allCases)
  func reasons(reason: RevocationReason?) throws {
    var desk = desk
    let body = reason.map { #"{"reason":"\#($0.code)"}"# } ?? "{}"
    let decision = try desk.decide(RequestJSON.revoke("@r", body: body))
    #expect(decision.text == "OK")
    #expect(decision.needsKey && !decision.needsSignature)
    #expect(
      desk.ledger.revocations[record.uuid]
        == Revocation(certificate: record.uuid, reason: reason ?? .unspecified, date: desk.now))
  }

  @Test("knows no other reason", arguments: ["removeFromCRL", "KEY_COMPROMISE", "keycompromise", "7", ""])
  func unknownReason(text: String) throws {
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.revoke("@r", body: #"{"reason":"\#(text)"}"#))
        == "BAD_REQUEST revocation.reason /body/reason: Unknown Certificate Revocation reason \(text)")
    #expect(desk.ledger.revocations.isEmpty)
  }

  private func lenientDesk() throws -> Desk {
    let enabled = #""enabled": true"#
    var lenient = try Desk(("ra-profiles/tls-server.json", enabled, enabled + #", "lenientAttributes": true"#))
    lenient.ledger = desk.ledger
    return lenient
  }

  @Test("of a lenient profile takes the API's names of constants, and says so", arguments: RevocationReason.allCases)
  func constants(reason: RevocationReason) throws {
    var lenient = try lenientDesk()
    let warning =
      "OK warning revocation.reason /body/reason: Certificate Revocation reason \(reason.constantName) is taken as "
      + reason.code
    let body = #"{"reason":"\#(reason.constantName)"}"#
    var bulk = lenient
    #expect(try lenient.answer(RequestJSON.revoke(record.uuid.description, body: body)) == warning)
    #expect(lenient.ledger.revocations[record.uuid]?.reason == reason)
    let all = #"{"certificateUuids":["\#(record.uuid)"],"reason":"\#(reason.constantName)"}"#
    #expect(try bulk.answer(RequestJSON.of("bulkRevoke", id: "v", #""body":\#(all)"#)) == warning)
    var legacy = lenient
    legacy.ledger = desk.ledger
    let number = #""certificateSN":"\#(record.serialNumber)","issuerDN":"CN=Issuing CA,O=Example""#
    #expect(
      try legacy.answer(
        RequestJSON.of(
          "legacyRevokeCertificate", id: "v", #""body":{\#(number),"reason":"\#(reason.constantName)"}"#)) == warning)
  }

  @Test("of a lenient profile knows no other reason either", arguments: ["REMOVE_FROM_CRL", "PRIVILEGE_WITHDRAWN", ""])
  func unknownConstant(text: String) throws {
    var lenient = try lenientDesk()
    #expect(
      try lenient.answer(RequestJSON.revoke(record.uuid.description, body: #"{"reason":"\#(text)"}"#))
        == "BAD_REQUEST revocation.reason /body/reason: Unknown Certificate Revocation reason \(text)")
  }

  @Test("finds the certificate by each of its names")
  func names() throws {
    let serial = record.serialNumber.description
    let der = try Self.certificate(record)
    let names = [
      "@r", record.uuid.description, #"{"fingerprint":"\#(Hex.encode(MessageDigest.sha256.of(der)))"}"#,
      #"{"serialNumber":"0x\#(serial)","issuerDn":"CN=Issuing CA,O=Example"}"#,
      // RFC 5280 7.1: case and blanks do not tell names apart.
      #"{"serialNumber":"0x\#(serial.uppercased())","issuerDn":"cn = issuing  ca , o=EXAMPLE"}"#,
      #"{"file":"c.der"}"#, #"{"file":"c.pem"}"#,
    ]
    for name in names {
      var desk = desk
      desk.files = ["c.der": der, "c.pem": PEM.encode(der, label: "CERTIFICATE")]
      #expect(try desk.answer(RequestJSON.revoke(name)) == "OK", "\(name)")
      #expect(desk.ledger.certificates[record.uuid]?.state == .revoked)
    }
  }

  @Test("is refused for a certificate that is not there")
  func unknown() throws {
    let fingerprint = String(repeating: "ab", count: 32)
    let rows = [
      (Desk.device, Desk.device), (#"{"fingerprint":"\#(fingerprint)"}"#, fingerprint),
      (#"{"serialNumber":"0x1","issuerDn":"CN=Issuing CA,O=Example"}"#, "1 of CN=Issuing CA,O=Example"),
      (#"{"serialNumber":"0x1","issuerDn":"CN=Nobody"}"#, "1 of CN=Nobody"),
    ]
    for (name, text) in rows {
      var desk = desk
      #expect(
        try desk.answer(RequestJSON.revoke(name)) == "NOT_FOUND certificate.unknown /certificateUuid: Object of type "
          + "'Certificate' identified by \(text) is not found.")
    }
  }

  @Test("is refused for a name that is none")
  func malformed() throws {
    let rows = [
      ("x", "BAD_REQUEST member.value /certificateUuid: Invalid UUID string: x"),
      (
        #"{"serialNumber":"12","issuerDn":"CN=a"}"#,
        "BAD_REQUEST serialNumber.ambiguous /certificateUuid/serialNumber: "
      ),
      (
        #"{"serialNumber":"0x1","issuerDn":"a"}"#,
        "BAD_REQUEST member.value /certificateUuid/issuerDn: not a distinguished"
      ),
      (#"{"serialNumber":"0x1"}"#, "BAD_REQUEST member.value /certificateUuid: "),
      (#"{"file":"gone"}"#, "BAD_REQUEST request.file /certificateUuid/file: gone: not there"),
      (#"{"file":"text"}"#, "BAD_REQUEST request.file /certificateUuid/file: text is not a certificate"),
    ]
    for (name, expected) in rows {
      var desk = desk
      desk.files["text"] = Array("text".utf8)
      let answer = try desk.answer(RequestJSON.revoke(name))
      #expect(answer.hasPrefix(expected), "\(answer)")
    }
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.of("revokeCertificate", id: "v", #""body":{}"#))
        == "BAD_REQUEST member.missing /certificateUuid: the certificate is not named")
  }

  @Test("is refused under another RA profile, and twice")
  func state() throws {
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.revoke("@r", profile: Desk.client))
        == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot perform operation revoke on certificate. "
        + "Existing Certificate RA profile is different than RA profile of request. Certificate: \(record.uuid)")
    #expect(try desk.answer(RequestJSON.revoke("@r", id: "v1")) == "OK")
    #expect(
      try desk.answer(RequestJSON.revoke("@r", id: "v2"))
        == "VALIDATION_FAILED certificate.state /certificateUuid: Cannot perform operation revoke on certificate in "
        + "state Revoked. Certificate: \(record.uuid)")
    desk.ledger.certificates[record.uuid] = desk.ledger.certificates[record.uuid]?.with(state: .requested)
    #expect(try desk.answer(RequestJSON.revoke("@r", id: "v3")).contains(" in state Requested. "))
    desk.ledger.certificates[record.uuid] = desk.ledger.certificates[record.uuid]?.with(state: .failed)
    #expect(try desk.answer(RequestJSON.revoke("@r", id: "v4")).contains(" in state Failed. "))
  }

  @Test("by the id of a request needs one that stands before and succeeded")
  func references() throws {
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.revoke("@later", id: "v1"))
        == "BAD_REQUEST request.reference /certificateUuid: request later does not stand before this one")
    #expect(
      try desk.answer(RequestJSON.revoke("@v1", id: "v2"))
        == "SKIPPED request.dependencyFailed /certificateUuid: request v1 did not succeed (BAD_REQUEST)")
    #expect(try desk.answer(RequestJSON.of("listEntities", id: "l")) == "OK")
    #expect(
      try desk.answer(RequestJSON.revoke("@l", id: "v3"))
        == "NOT_FOUND certificate.unknown /certificateUuid: Object of type 'Certificate' identified by @l is not found."
    )
  }

  @Test("says that no key was destroyed")
  func destroyKey() throws {
    var desk = desk
    let answer = try desk.answer(RequestJSON.revoke("@r", body: #"{"destroyKey":true}"#))
    #expect(answer.hasPrefix("OK warning key.notDestroyed /body/destroyKey: no key was destroyed"))
  }

  @Test("of version 1 needs serial number, issuer and reason, and all must fit")
  func legacy() throws {
    let serial = record.serialNumber.description
    let rows = [
      (serial, "CN=Issuing CA,O=Example", "superseded", "OK"),
      (serial.uppercased(), "O=Example,CN=Issuing CA", "superseded", "NOT_FOUND certificate.unknown "),
      (serial, "CN=Nobody", "superseded", "NOT_FOUND certificate.unknown "),
      ("11", "CN=Issuing CA,O=Example", "superseded", "NOT_FOUND certificate.unknown "),
      ("zz", "CN=Issuing CA,O=Example", "superseded", "BAD_REQUEST member.value /body/certificateSN: "),
      (serial, "Issuing CA", "superseded", "BAD_REQUEST member.value /body/issuerDN: "),
      (serial, "CN=Issuing CA,O=Example", "why", "BAD_REQUEST revocation.reason /body/reason: "),
    ]
    for (number, issuer, reason, expected) in rows {
      var desk = desk
      let body = #""body":{"certificateSN":"\#(number)","issuerDN":"\#(issuer)","reason":"\#(reason)"}"#
      let answer = try desk.answer(RequestJSON.of("legacyRevokeCertificate", id: "v", body))
      #expect(answer.hasPrefix(expected), "\(number) \(issuer) \(reason): \(answer)")
    }
    var desk = desk
    let answer = try desk.answer(RequestJSON.of("legacyRevokeCertificate", id: "v", #""body":{}"#))
    for member in ["certificateSN", "issuerDN", "reason"] {
      #expect(answer.contains(#"member.missing /body: member "\#(member)" is missing"#))
    }
  }
}
