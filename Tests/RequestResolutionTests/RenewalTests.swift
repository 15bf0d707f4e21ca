import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Renewing a certificate")
struct RenewalTests {
  private var desk: Desk
  private let record: CertificateRecord
  private let old: Desk.TBSFields

  init() throws {
    desk = try Desk()
    let parts = try RequestParts("CN=www.example", [.dNSName("csr.example")])
    record = try #require(
      try desk.decide(RequestJSON.issue(parts, attributes: [("san", "dNSName=a.example"), ("validityDays", "30")]))
        .certificate)
    old = try Desk.TBSFields(der: record.tbs)
    desk.now = UTCInstant(seconds: desk.now.seconds + Desk.day)
  }

  private func names(_ fields: Desk.TBSFields) throws -> [String]? {
    try fields.certificateExtension(.subjectAltName)?.generalNames().map(\.text)
  }

  @Test("with the request on record keeps key, subject and the names that an attribute gave")
  func stored() throws {
    var desk = desk
    let decision = try desk.decide(RequestJSON.succeed("renewCertificate", "@r"))
    #expect(decision.text == "OK" && decision.needsSignature)
    let new = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(new.publicKey == old.publicKey)
    #expect(new.subject == old.subject)
    #expect(try names(new) == ["dNSName=a.example"])
    #expect(new.serialNumber != old.serialNumber)
    // The profile's days: how long the old one was valid says nothing of the new one.
    #expect(new.validity.notAfter.seconds - new.validity.notBefore.seconds == 397 * Desk.day - 1)
    #expect(decision.detail.sourceCertificate == record.uuid)
    #expect(
      desk.ledger.successions == [
        Succession(
          predecessor: record.uuid, successor: try #require(decision.certificate?.uuid), kind: .renewal)
      ])
    #expect(desk.ledger.certificates[record.uuid]?.state == .issued)
  }

  @Test("with a new request takes its names, or keeps the old ones where it has none")
  func given() throws {
    let rows: [(request: RequestParts, names: [String], kind: Succession.Kind)] = [
      (try RequestParts("CN=www.example"), ["dNSName=a.example"], .renewal),
      (try RequestParts("CN=WWW.example", [.dNSName("b.example")]), ["dNSName=b.example"], .renewal),
      (try RequestParts("CN=other.example"), ["dNSName=a.example"], .replacement),
    ]
    for row in rows {
      var desk = desk
      let decision = try desk.decide(RequestJSON.succeed("renewCertificate", "@r", request: row.request))
      #expect(decision.text == "OK")
      let new = try Desk.TBSFields(der: #require(decision.certificate).tbs)
      #expect(new.subject == row.request.subject)
      #expect(try names(new) == row.names)
      #expect(desk.ledger.successions.first?.kind == row.kind)
    }
  }

  @Test("needs the same key")
  func otherKey() throws {
    var desk = desk
    var parts = try RequestParts()
    parts.key = SigningKeys.p256
    #expect(
      try desk.answer(RequestJSON.succeed("renewCertificate", "@r", request: parts))
        == "VALIDATION_FAILED key.mismatch /body/request: Unable to validate the public key of CSR and certificate. "
        + "Error: Public key of certificate and CSR does not match")
  }

  @Test("without a request on record needs one")
  func noRequest() throws {
    var desk = desk
    desk.ledger.certificates[record.uuid] = CertificateRecord(
      uuid: record.uuid, authority: record.authority, raProfile: record.raProfile, serialNumber: record.serialNumber,
      state: .issued, tbs: record.tbs, request: nil)
    #expect(
      try desk.answer(RequestJSON.succeed("renewCertificate", "@r", members: #""request":"""#))
        == "VALIDATION_FAILED certificate.requestMissing /body/request: CSR does not available for the existing "
        + "certificate")
    #expect(try desk.answer(RequestJSON.succeed("renewCertificate", "@r", id: "n2", request: RequestParts())) == "OK")
  }

  @Test("judges the request on record by the rules of today")
  func rulesOfToday() throws {
    var strict = try Desk(
      (
        path: "end-entity-profiles/tls-server.json", old: #""algorithm": "ed25519""#,
        new: #""algorithm": "ec", "curves": ["P-256"]"#
      ))
    strict.ledger = desk.ledger
    #expect(
      try strict.answer(RequestJSON.succeed("renewCertificate", record.uuid.description)).hasPrefix(
        "VALIDATION_FAILED key.notAllowed /certificateUuid: "))
  }

  @Test("is refused in every state but issued, under another RA profile, and for what is not there")
  func refusals() throws {
    for operation in ["renew", "rekey"] {
      for state in CertificateState.allCases where state != .issued {
        var desk = desk
        desk.ledger.certificates[record.uuid] = record.with(state: state)
        #expect(
          try desk.answer(RequestJSON.succeed("\(operation)Certificate", "@r"))
            == "VALIDATION_FAILED certificate.state /certificateUuid: Cannot perform operation \(operation) on "
            + "certificate in state \(state.label). Certificate: \(record.uuid)")
      }
      var desk = desk
      #expect(
        try desk.answer(RequestJSON.succeed("\(operation)Certificate", "@r", profile: Desk.client))
          == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot perform operation \(operation) on "
          + "certificate. Existing Certificate RA profile is different than RA profile of request. Certificate: "
          + "\(record.uuid)")
      #expect(
        try desk.answer(RequestJSON.succeed("\(operation)Certificate", Desk.device, id: "n2"))
          == "NOT_FOUND certificate.unknown /certificateUuid: Object of type 'Certificate' identified by "
          + "\(Desk.device) is not found.")
      #expect(
        try desk.answer(RequestJSON.succeed("\(operation)Certificate", "@r", id: "n3", members: #""x":1"#))
          .hasPrefix("BAD_REQUEST member.unknown /body/x: "))
    }
  }

  @Test("under a disabled RA profile is refused", arguments: ["renew", "rekey"])
  func disabled(operation: String) throws {
    var desk = try Desk((path: "ra-profiles/tls-server.json", old: #""enabled": true"#, new: #""enabled": false"#))
    #expect(
      try desk.answer(RequestJSON.succeed("\(operation)Certificate", Desk.device))
        == "VALIDATION_FAILED raProfile.disabled : Cannot perform operation \(operation) on certificate with disabled "
        + "RA profile. Ra Profile: tls-server")
  }

  @Test("says that nothing was replaced in locations, and that there is a successor already")
  func warnings() throws {
    var desk = desk
    let first = try desk.decide(
      RequestJSON.succeed("renewCertificate", "@r", members: #""replaceInLocations":true"#))
    #expect(
      first.text == "OK warning location.none /body/replaceInLocations: certificate \(record.uuid) was replaced "
        + "nowhere: it is in no location that this home knows")
    let uuid = try #require(first.certificate?.uuid)
    #expect(
      try desk.answer(RequestJSON.succeed("renewCertificate", "@r", id: "n2"))
        == "OK warning certificate.succeeded /certificateUuid: certificate \(record.uuid) has a successor already: "
        + "\(uuid) (renewal)")
  }

  @Test("can be done to the successor too")
  func chain() throws {
    var desk = desk
    #expect(try desk.answer(RequestJSON.succeed("renewCertificate", "@r", id: "n1")) == "OK")
    let second = try desk.decide(RequestJSON.succeed("renewCertificate", "@n1", id: "n2"))
    #expect(second.text == "OK")
    #expect(try names(Desk.TBSFields(der: #require(second.certificate).tbs)) == ["dNSName=a.example"])
  }
}
