import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Giving a certificate another key")
struct RekeyTests {
  private var desk: Desk
  private let record: CertificateRecord

  init() throws {
    desk = try Desk()
    record = try #require(
      try desk.decide(RequestJSON.issue(RequestParts("CN=www.example,O=Example,C=DE", [.dNSName("a.example")])))
        .certificate)
  }

  private func parts(_ subject: String, _ altNames: [GeneralName] = []) throws -> RequestParts {
    var parts = try RequestParts(subject, altNames)
    parts.key = SigningKeys.p256
    return parts
  }

  @Test(
    "keeps subject and names, in whatever order and case the request has the subject",
    arguments: ["CN=www.example,O=Example,C=DE", "C=DE,O=EXAMPLE,CN=www.example", "O=Example,CN=WWW.example,C=DE"])
  func sameSubject(subject: String) throws {
    var desk = desk
    let decision = try desk.decide(RequestJSON.succeed("rekeyCertificate", "@r", request: parts(subject)))
    #expect(decision.text == "OK" && decision.needsSignature)
    let new = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(new.subject == (try Desk.TBSFields(der: record.tbs).subject))
    #expect(new.publicKey.der == (try SigningKeys.p256.get().publicKey.der))
    #expect(try new.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("a.example")])
    #expect(desk.ledger.successions.map(\.kind) == [.rekey])
  }

  @Test("takes the names that the request has")
  func otherNames() throws {
    var desk = desk
    let request = try parts("CN=www.example,O=Example,C=DE", [.dNSName("b.example")])
    let new = try desk.certificate(RequestJSON.succeed("rekeyCertificate", "@r", request: request))
    #expect(try new.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("b.example")])
  }

  @Test("needs another key and the same subject")
  func mismatches() throws {
    var desk = desk
    #expect(
      try desk.answer(
        RequestJSON.succeed("rekeyCertificate", "@r", request: RequestParts("CN=www.example,O=Example,C=DE")))
        == "VALIDATION_FAILED key.mismatch /body/request: Unable to validate the public key of CSR and certificate. "
        + "Error: Public key of certificate and CSR are same")
    for subject in ["CN=www.example", "CN=www.example,O=Other,C=DE", "CN=www.example,O=Example,O=Example,C=DE"] {
      #expect(
        try desk.answer(
          RequestJSON.succeed("rekeyCertificate", "@r", id: "n-\(subject.utf8.count)", request: parts(subject)))
          == "VALIDATION_FAILED subject.mismatch /body/request: Unable to validate the Subject DN of CSR and "
          + "certificate. Error: Subject DN of certificate and CSR does not match")
    }
    #expect(desk.ledger.successions.isEmpty)
  }

  @Test("needs a certificate request or a key to make one with")
  func noRequest() throws {
    var desk = desk
    #expect(
      try desk.answer(RequestJSON.succeed("rekeyCertificate", "@r"))
        == "VALIDATION_FAILED certificate.requestMissing /body/request: Key UUID is not provided in the request and "
        + "old certificate does not have key reference")
    #expect(
      try desk.answer(RequestJSON.succeed("rekeyCertificate", "@r", id: "n2", members: #""keyUuid":"k""#))
        == "VALIDATION_FAILED key.reference /body/tokenProfileUuid: Token Profile cannot be empty for creating new CSR")
    let request = try parts("CN=www.example,O=Example,C=DE")
    #expect(
      try desk.answer(
        RequestJSON.succeed(
          "rekeyCertificate", "@r", id: "n3", request: request, members: #""keyUuid":"k","tokenProfileUuid":"t""#,
          #""signatureAttributes":[],"replaceInLocations":false"#)) == "OK")
  }
}
