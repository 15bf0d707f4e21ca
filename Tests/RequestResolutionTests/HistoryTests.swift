import DocumentModel
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("What happened to a certificate")
struct HistoryTests {
  private var desk: Desk

  init() throws { desk = try Desk() }

  private func body(_ request: String, _ desk: inout Desk) throws -> DocumentNode {
    let decision = try desk.decide(request)
    return try JSONReader.document(try #require(decision.detail.body, "\(decision.text)")).root
  }

  /// Each event as `event status message`.
  private func history(_ name: String, _ desk: inout Desk, id: String = "h") throws -> [String] {
    let request = #"{"id":"\#(id)","operation":"getCertificateEventHistory","certificateUuid":\#(name)}"#
    return try events(body(request, &desk))
  }

  private func events(_ node: DocumentNode?) -> [String] {
    (node.map { Array($0.children) } ?? []).map { event in
      (["event", "status", "message"] as [StaticString]).map { event.member($0)?.string ?? "-" }
        .joined(separator: " ")
    }
  }

  /// As after signing.
  private func sign(_ uuid: UniqueID, _ number: UInt8, _ desk: inout Desk) {
    let record = desk.ledger.certificates[uuid]
    desk.ledger.certificates[uuid] = record?.with(
      state: record?.state ?? .issued, signature: [1], fingerprint: [UInt8](repeating: number, count: 32))
  }

  @Test("is told from what is on record: issuing, failures, successors and revocation, in their order")
  func life() throws {
    var desk = desk
    let parts = try RequestParts("CN=www.example", [.dNSName("www.example")])
    let uuid = try #require(try desk.decide(RequestJSON.issue(parts)).certificate?.uuid)
    #expect(
      try desk.answer(RequestJSON.succeed("rekeyCertificate", "@r", id: "k", request: parts)).hasPrefix("VALIDATION"))
    let renewal = try desk.decide(RequestJSON.succeed("renewCertificate", "@r", id: "n"))
    let successor = try #require(renewal.certificate)
    #expect(try desk.answer(RequestJSON.revoke("@r", id: "v", body: #"{"reason":"superseded"}"#)) == "OK")
    #expect(try desk.answer(RequestJSON.revoke("@r", id: "v2")).hasPrefix("VALIDATION_FAILED"))
    let events = try body(
      #"{"id":"h","method":"GET","path":"/api/v1/certificates/\#(uuid)/history"}"#, &desk)
    #expect(
      self.events(events) == [
        "Issue Certificate SUCCESS Issued using RA Profile tls-server",
        "Rekey Certificate FAILED Unable to validate the public key of CSR and certificate. Error: Public key of "
          + "certificate and CSR are same",
        "Renew Certificate SUCCESS Renewed using RA Profile tls-server",
        "Revoke Certificate SUCCESS Certificate revoked. Reason: Superseded",
        "Revoke Certificate FAILED Cannot perform operation revoke on certificate in state Revoked. Certificate: "
          + "\(uuid)",
      ])
    let renewed = try #require(events.elements).map { $0.member("additionalInformation") }[2]
    #expect(renewed?.member("New Certificate UUID")?.string == successor.uuid.description)
    #expect(renewed?.member("New Certificate Serial Number")?.string == successor.serialNumber.description)
    #expect(renewed?.member("Request")?.string == "n")
    let identifiers = Set(try #require(events.elements).compactMap { $0.member("uuid")?.string })
    #expect(identifiers.count == 5 && identifiers.allSatisfy { UniqueID($0) != nil })
    for event in try #require(events.elements) {
      #expect(event.member("certificateUuid")?.string == uuid.description)
      #expect(event.member("createdBy")?.string == "b")
      #expect(event.member("created")?.string?.hasPrefix("2026-09-21T") == true)
    }
    #expect(
      try history("\"\(successor.uuid)\"", &desk, id: "s") == [
        "Issue Certificate SUCCESS Issued using RA Profile tls-server"
      ])
  }

  @Test("begins with the request for one that was submitted, and with the upload for one from elsewhere")
  func beginnings() throws {
    var desk = desk
    let request = try RequestParts("CN=w.example", [.dNSName("w.example")]).base64()
    let submit = RequestJSON.of("submitCertificateRequest", id: "s", #""body":{"request":"\#(request)"}"#)
    #expect(try desk.answer(submit) == "OK")
    #expect(
      try history(#""@s""#, &desk, id: "h1") == ["Request Certificate SUCCESS Certificate request created"])
    #expect(try desk.answer(RequestJSON.of("issueNewCertificate", id: "i", #""certificateUuid":"@s""#)) == "OK")
    #expect(
      try history(#""@s""#, &desk, id: "h2") == [
        "Request Certificate SUCCESS Certificate request created",
        "Issue Certificate SUCCESS Issued using RA Profile tls-server",
      ])

    let elsewhere = ElsewhereCertificate()
    let name = #"{"fingerprint":"\#(try elsewhere.fingerprint())"}"#
    #expect(try desk.answer(elsewhere.upload()) == "OK")
    #expect(try desk.answer(elsewhere.upload(id: "u2")).hasPrefix("BAD_REQUEST certificate.exists"))
    #expect(try desk.answer(RequestJSON.of("identifyCertificate", id: "b", #""certificateUuid":\#(name)"#)) == "OK")
    let bulk = RequestJSON.of("bulkRevoke", id: "all", #""body":{"certificateUuids":[\#(name)]}"#)
    #expect(try desk.answer(bulk) == "OK")
    #expect(
      try history(name, &desk, id: "h3") == [
        "Upload Certificate SUCCESS Certificate uploaded",
        "Upload Certificate FAILED Certificate already exists with fingerprint \(try elsewhere.fingerprint())",
        "Update RA Profile SUCCESS undefined -> tls-server",
        "Revoke Certificate SUCCESS Certificate revoked. Reason: Unspecified",
      ])
  }

  @Test("stands in what getCertificate shows, with the attributes, the predecessor and the successors")
  func shown() throws {
    var desk = desk
    let parts = try RequestParts("CN=www.example")
    let first = try #require(
      try desk.decide(RequestJSON.issue(parts, attributes: [("san", "dNSName=www.example"), ("validityDays", "30")]))
        .certificate?.uuid)
    let second = try #require(
      try desk.decide(RequestJSON.succeed("renewCertificate", "@r", id: "n")).certificate?.uuid)
    sign(first, 1, &desk)
    sign(second, 2, &desk)
    let old = try body(#"{"id":"g","operation":"getCertificate","certificateUuid":"@r"}"#, &desk)
    let attributes = try #require(old.member("issueAttributes")?.elements)
    #expect(attributes.compactMap { $0.member("name")?.string } == ["san", "validityDays"])
    #expect(old.member("sourceCertificateUuid") == nil && old.member("revokeAttributes") == nil)
    let related = try #require(old.member("relatedCertificates")?.elements)
    #expect(related.map { $0.member("uuid")?.string } == [second.description])
    // Its state may change later, without a request about the one that is shown.
    #expect(related.allSatisfy { $0.member("state") == nil })
    #expect(events(old.member("eventHistory")).count == 2)
    let new = try body(#"{"id":"g2","operation":"getCertificate","certificateUuid":"@n"}"#, &desk)
    #expect(new.member("sourceCertificateUuid")?.string == first.description)
    #expect(new.member("issueAttributes") == nil)
    #expect(new.member("relatedCertificates").map { Array($0.children).isEmpty } == true)
  }

  @Test("shows the attributes of a revocation, and those of what is only submitted")
  func attributes() throws {
    let ticket = """
      {"uuid":"00000000-0000-4000-8000-000000000001","name":"ticket","contentType":"string",\
      "properties":{"label":"Ticket"},"effect":"record"}
      """
    var desk = try Desk(
      ("ra-profiles/tls-server.json", #""revokeAttributes": []"#, #""revokeAttributes": [\#(ticket)]"#))
    let parts = try RequestParts("CN=www.example", [.dNSName("www.example")])
    let uuid = try #require(try desk.decide(RequestJSON.issue(parts)).certificate?.uuid)
    let given = #"{"attributes":[{"name":"ticket","contentType":"string","content":[{"data":"OPS-1"}]}]}"#
    #expect(try desk.answer(RequestJSON.revoke("@r", body: given)) == "OK")
    sign(uuid, 1, &desk)
    let shown = try body(#"{"id":"g","operation":"getCertificate","certificateUuid":"@r"}"#, &desk)
    let revoke = try #require(shown.member("revokeAttributes")?.elements)
    #expect(revoke.map { $0.member("name")?.string } == ["ticket"])
    #expect(shown.member("issueAttributes") == nil)

    let submit = RequestJSON.of(
      "submitCertificateRequest", id: "s",
      """
      "body":{"request":"\(try parts.base64())","issueAttributes":[{"name":"validityDays","contentType":"integer",\
      "content":[{"data":30}]}]}
      """)
    #expect(try desk.answer(submit) == "OK")
    let waiting = try body(#"{"id":"w","operation":"getCertificate","certificateUuid":"@s"}"#, &desk)
    #expect(
      waiting.member("issueAttributes")?.elements?.map { $0.member("name")?.string } == ["validityDays"])
  }

  @Test("A list shows what is only submitted behind what is issued, and filters find it by what it has")
  func submittedInLists() throws {
    var desk = desk
    let parts = try RequestParts("CN=www.example", [.dNSName("www.example")])
    let uuid = try #require(try desk.decide(RequestJSON.issue(parts)).certificate?.uuid)
    sign(uuid, 1, &desk)
    let submit = RequestJSON.of(
      "submitCertificateRequest", id: "s", #""body":{"request":"\#(try parts.base64())"}"#)
    #expect(try desk.answer(submit) == "OK")
    func states(_ id: String, _ filters: String) throws -> [String?] {
      let request = #"{"id":"\#(id)","operation":"listCertificates","body":{"filters":[\#(filters)]}}"#
      let list = try body(request, &desk).member("certificates")?.elements
      return try #require(list).map { $0.member("state")?.string }
    }
    func filter(_ field: String, _ condition: String, _ value: String) -> String {
      #"{"fieldSource":"property","fieldIdentifier":"\#(field)","condition":"\#(condition)","value":"\#(value)"}"#
    }
    #expect(try states("l1", "") == ["issued", "requested"])
    #expect(try states("l2", filter("CERTIFICATE_STATE", "EQUALS", "requested")) == ["requested"])
    #expect(try states("l3", filter("COMMON_NAME", "CONTAINS", "www")) == ["issued", "requested"])
    #expect(try states("l4", filter("SERIAL_NUMBER", "NOT_EMPTY", "")) == ["issued"])
    #expect(try states("l5", filter("NOT_AFTER", "GREATER", "2026-01-01T00:00:00Z")) == ["issued"])
    let endless = #"{"fieldSource":"property","fieldIdentifier":"NOT_AFTER","condition":"EMPTY"}"#
    #expect(try states("l6", endless) == ["requested"])
    #expect(try desk.answer(RequestJSON.of("issueNewCertificate", id: "i", #""certificateUuid":"@s""#)) == "OK")
    #expect(try states("l7", filter("CERTIFICATE_STATE", "EQUALS", "requested")) == [])
  }
}
