import DocumentModel
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Questions to the ledger")
struct QueryTests {
  private var desk: Desk

  /// Three certificates; the second is revoked, the third is a device's.
  init() throws {
    desk = try Desk()
    for (id, profile) in [("one", Desk.server), ("two", Desk.server), ("three", Desk.device)] {
      let request = try RequestJSON.issue(RequestParts("CN=\(id),O=Example"), id: id, profile: profile)
      let uuid = try #require(try desk.decide(request).certificate?.uuid)
      // As after signing.
      desk.ledger.certificates[uuid] = desk.ledger.certificates[uuid]?.with(
        state: .issued, signature: [1, 2, 3], fingerprint: [UInt8](repeating: UInt8(id.utf8.count), count: 32))
    }
    let revoke = RequestJSON.of("revokeCertificate", id: "v", #""certificateUuid":"@two""#, #""body":{}"#)
    try #require(try desk.answer(revoke) == "OK")
  }

  private mutating func body(_ request: String) throws -> DocumentNode {
    let decision = try desk.decide(request)
    let octets = try #require(decision.detail.body, "\(decision.text)")
    return try JSONReader.document(octets).root
  }

  private mutating func list(_ body: String, id: String) throws -> DocumentNode {
    try self.body(#"{"id":"\#(id)","operation":"listCertificates","body":\#(body)}"#)
  }

  private func names(_ list: DocumentNode) -> [String] {
    (list.member("certificates").map { Array($0.children) } ?? []).compactMap { $0.member("commonName")?.string }
  }

  // MARK: One certificate

  @Test("A certificate is shown as it is now, with all that the API shows")
  mutating func certificate() throws {
    let shown = try body(#"{"id":"g","operation":"getCertificate","certificateUuid":"@two"}"#)
    #expect(shown.member("commonName")?.string == "two")
    #expect(shown.member("state")?.string == "revoked")
    #expect(shown.member("raProfile")?.member("name")?.string == "tls-server")
    #expect(shown.member("keyUsage") != nil && shown.member("subjectAlternativeNames") != nil)
    #expect(shown.member("certificateContent")?.string != nil)
    #expect(shown.member("issuerSerialNumber")?.string == "1")
    let uuid = try #require(shown.member("uuid")?.string)
    let again = try body(#"{"id":"h","method":"GET","path":"/api/v1/certificates/\#(uuid)"}"#)
    #expect(again.member("serialNumber")?.string == shown.member("serialNumber")?.string)
  }

  @Test("A certificate that is not there, or not signed, is refused")
  mutating func refusals() throws {
    #expect(
      try desk.answer(#"{"id":"a","operation":"getCertificate","certificateUuid":"\#(Desk.device)"}"#)
        == "NOT_FOUND certificate.unknown /certificateUuid: Object of type 'Certificate' identified by \(Desk.device) is "
        + "not found.")
    #expect(
      try desk.answer(#"{"id":"b","operation":"getCertificate"}"#)
        == "BAD_REQUEST member.missing /certificateUuid: the certificate is not named")
    let uuid = try #require(desk.ledger.requests["one"]?.certificate)
    desk.ledger.certificates[uuid] = desk.ledger.certificates[uuid]?.with(state: .requested)
    #expect(
      try desk.answer(#"{"id":"c","operation":"getCertificate","certificateUuid":"@one"}"#)
        == "VALIDATION_FAILED certificate.state /certificateUuid: the certificate waits for its signature: \(uuid)")
    #expect(
      try desk.answer(#"{"id":"d","operation":"getCertificate","certificateUuid":"@one","body":{"a":1}}"#)
        .hasPrefix("BAD_REQUEST member.unknown /body: "))
  }

  // MARK: Lists

  @Test("A list without filters has all certificates, in pages of ten")
  mutating func all() throws {
    let list = try body(#"{"id":"l","operation":"listCertificates"}"#)
    #expect(Set(names(list)) == ["one", "two", "three"])
    #expect(list.member("itemsPerPage")?.integer == 10 && list.member("pageNumber")?.integer == 1)
    #expect(list.member("totalItems")?.integer == 3 && list.member("totalPages")?.integer == 1)
    let first = try #require(list.member("certificates").flatMap { Array($0.children).first })
    #expect(first.member("certificateContent") == nil && first.member("keySize") != nil)
  }

  @Test("Pages have the certificates in one order, each once")
  mutating func pages() throws {
    var seen: [String] = []
    for page in 1...4 {
      let list = try list(#"{"itemsPerPage":1,"pageNumber":\#(page)}"#, id: "p-\(page)")
      #expect(list.member("totalPages")?.integer == 3)
      seen += names(list)
    }
    #expect(seen.count == 3 && Set(seen) == ["one", "two", "three"])
  }

  @Test(
    "Filters compare what they name",
    arguments: [
      ("CERTIFICATE_STATE", "EQUALS", #""revoked""#, ["two"]),
      ("CERTIFICATE_STATE", "EQUALS", #"["issued","revoked"]"#, ["one", "two", "three"]),
      ("CERTIFICATE_STATE", "NOT_EQUALS", #""revoked""#, ["one", "three"]),
      ("RA_PROFILE_NAME", "EQUALS", #""device""#, ["three"]),
      ("COMMON_NAME", "EQUALS", #""ONE""#, ["one"]),
      ("COMMON_NAME", "STARTS_WITH", #""t""#, ["two", "three"]),
      ("COMMON_NAME", "ENDS_WITH", #""e""#, ["one", "three"]),
      ("SUBJECTDN", "CONTAINS", #""cn=t""#, ["two", "three"]),
      ("SUBJECTDN", "NOT_CONTAINS", #""cn=t""#, ["one"]),
      ("ISSUERDN", "CONTAINS", #""Issuing CA""#, ["one", "two", "three"]),
      ("COMMON_NAME", "EMPTY", "null", []),
      ("COMMON_NAME", "NOT_EMPTY", "null", ["one", "two", "three"]),
      ("FINGERPRINT", "STARTS_WITH", #""05:05""#, ["three"]),
      ("NOT_AFTER", "GREATER", #""2026-01-01T00:00:00Z""#, ["one", "two", "three"]),
      ("NOT_AFTER", "LESSER_OR_EQUAL", #""2026-01-01T00:00:00Z""#, []),
    ] as [(String, String, String, [String])])
  mutating func filters(field: String, condition: String, value: String, expected: [String]) throws {
    let filter =
      #"{"fieldSource":"property","fieldIdentifier":"\#(field)","condition":"\#(condition)","value":\#(value)}"#
    #expect(Set(names(try list(#"{"filters":[\#(filter)]}"#, id: "f"))) == Set(expected))
  }

  @Test("All filters must hold; a serial number may be written as people do")
  mutating func serialNumber() throws {
    let shown = try body(#"{"id":"g","operation":"getCertificate","certificateUuid":"@one"}"#)
    let serial = try #require(shown.member("serialNumber")?.string)
    func filter(_ field: String, _ value: String) -> String {
      #"{"fieldSource":"property","fieldIdentifier":"\#(field)","condition":"EQUALS","value":"\#(value)"}"#
    }
    for (index, text) in [serial, "0x" + serial.uppercased(), "0x00" + serial].enumerated() {
      let list = try list(#"{"filters":[\#(filter("SERIAL_NUMBER", text))]}"#, id: "s-\(index)")
      #expect(names(list) == ["one"], "\(text)")
    }
    let both = filter("SERIAL_NUMBER", serial) + "," + filter("CERTIFICATE_STATE", "revoked")
    #expect(names(try list(#"{"filters":[\#(both)]}"#, id: "b")).isEmpty)
  }

  @Test(
    "A search that means nothing is refused, with the place",
    arguments: [
      (#"{"itemsPerPage":1001}"#, "member.value /body/itemsPerPage: 1001 is not allowed"),
      (#"{"pageNumber":0}"#, "member.value /body/pageNumber: 0 is not allowed"),
      (#"{"filter":[]}"#, #"member.unknown /body/filter: member "filter" is unknown"#),
      (
        #"{"filters":[{"fieldSource":"meta","fieldIdentifier":"SUBJECTDN","condition":"EQUALS","value":"a"}]}"#,
        "member.value /body/filters/0/fieldSource: certificates are not searched by meta"
      ),
      (
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"OWNER","condition":"EQUALS","value":"a"}]}"#,
        #"member.value /body/filters/0/fieldIdentifier: "fieldIdentifier" cannot be "OWNER""#
      ),
      (
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"SUBJECTDN","condition":"GREATER","value":"a"}]}"#,
        "member.value /body/filters/0/condition: SUBJECTDN cannot be compared by GREATER"
      ),
      (
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"SUBJECTDN","condition":"EQUALS"}]}"#,
        "member.type /body/filters/0/value: a string or an array of strings is expected"
      ),
      (
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"NOT_AFTER","condition":"LESSER","value":"now"}]}"#,
        "member.value /body/filters/0/value: not a point in time"
      ),
    ])
  mutating func badSearch(body: String, problem: String) throws {
    #expect(
      try desk.answer(#"{"id":"x","operation":"listCertificates","body":\#(body)}"#) == "BAD_REQUEST \(problem)")
  }

  // MARK: The authority

  @Test("The chain of an RA profile's authority has its certificate")
  mutating func chain() throws {
    let path = "/v1/authorities/\(Desk.authority)/raProfiles/\(Desk.server)/caCertificates"
    let list = try body(#"{"id":"c","method":"GET","path":"\#(path)"}"#)
    let certificates = Array(list.children)
    #expect(certificates.count == 1)
    #expect(certificates.first?.member("subjectDn")?.string == "CN=Issuing CA, O=Example")
    #expect(certificates.first?.member("basicConstraints")?.string == "Subject Type=CA")
    #expect(certificates.first?.member("raProfile") == nil)
    let content = try #require(certificates.first?.member("certificateContent")?.string)
    #expect(Base64.decode(content.utf8) == desk.issuer.certificate.der)
    #expect(
      try desk.answer(RequestJSON.of("getCaCertificates", id: "d", #""raProfileName":"nobody""#))
        == "NOT_FOUND raProfile.unknown : Object of type 'RaProfile' identified by nobody is not found.")
  }

  @Test("A CRL that does not list all revocations is not given: the next one has to be made, if the authority can")
  mutating func dueCRL() throws {
    let authority = try #require(UniqueID(Desk.authority))
    desk.ledger.crls[authority] = [0x30, 0x00]
    desk.ledger.unlisted = [authority]
    let due = try desk.decide(#"{"id":"a","operation":"getCrl","authorityUuid":"\#(Desk.authority)"}"#)
    #expect(due.needsCRL && due.needsKey && due.authority == authority && due.detail.body == nil)
    desk.ledger.unlisted = []
    let given = try desk.decide(#"{"id":"b","operation":"getCrl","authorityUuid":"\#(Desk.authority)"}"#)
    #expect(!given.needsCRL && !given.needsKey && given.detail.body != nil)
    desk.ledger.unlisted = [authority]
    desk.problem = IssuerProblem(text: "its chain is cut off")
    #expect(
      try desk.answer(#"{"id":"c","operation":"getCrl","authorityUuid":"\#(Desk.authority)"}"#)
        == "AUTHORITY_ERROR authority.invalid : authority \(Desk.authority) cannot sign the CRL that is due: "
        + "its chain is cut off")
  }

  @Test("The CRL on record is given, by the authority or an RA profile")
  mutating func crl() throws {
    let unknown = "NOT_FOUND crl.unknown : Object of type 'Crl' identified by \(Desk.authority) is not found."
    let asked = #"{"id":"a","operation":"getCrl","authorityUuid":"\#(Desk.authority)"}"#
    var empty = try Desk()
    #expect(try empty.answer(asked) == unknown)
    // Who has issued owes one.
    #expect(try desk.decide(asked).needsCRL)
    desk.ledger.crls[try #require(UniqueID(Desk.authority))] = [0x30, 0x00]
    for (index, naming) in [#""authorityUuid":"\#(Desk.authority)""#, #""raProfileName":"device""#].enumerated() {
      let answer = try body(#"{"id":"b-\#(index)","operation":"getCrl",\#(naming),"body":{"delta":false}}"#)
      #expect(answer.member("crlData")?.string == "MAA=")
    }
    #expect(
      try desk.answer(#"{"id":"e","operation":"getCrl","raProfileName":"device","body":{"delta":true}}"#)
        == "BAD_REQUEST member.value /body/delta: no delta CRL is made")
    #expect(
      try desk.answer(#"{"id":"f","operation":"getCrl","authorityUuid":"\#(Desk.device)"}"#)
        == "NOT_FOUND authority.unknown : Object of type 'Authority' identified by \(Desk.device) is not found.")
  }
}
