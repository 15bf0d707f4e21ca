import DERCoding
import Diagnostics
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("A CRMF request that names the certificate that it is to update (RFC 4211 6.5)")
struct PredecessorTests {
  private static let issuer = "CN=Issuing CA,O=Example"

  private var desk: Desk
  private let old: CertificateRecord
  private let other: CertificateRecord

  init() throws {
    desk = try Desk()
    let parts = try RequestParts("CN=www.example")
    old = try #require(try desk.decide(RequestJSON.issue(parts, id: "old")).certificate)
    other = try #require(try desk.decide(RequestJSON.issue(parts, id: "other")).certificate)
  }

  /// The value of the control; `issuer` is a whole GeneralName.
  private func control(_ issuer: [UInt8], _ serialNumber: SerialNumber) -> (type: OID, value: [UInt8]) {
    var writer = DERWriter()
    writer.sequence {
      $0.raw(issuer)
      $0.positiveInteger(serialNumber.magnitude)
    }
    return (.oldCertID, writer.bytes)
  }

  private func directoryName(_ text: String) throws -> [UInt8] {
    var writer = DERWriter()
    GeneralName.directoryName(try DistinguishedName(text: text)).write(to: &writer)
    return writer.bytes
  }

  /// The members of a body with a request for `old`'s subject and the operation's key.
  private func body(_ operation: String, _ controls: [(type: OID, value: [UInt8])]) throws -> String {
    var parts = try MessageParts("CN=www.example")
    parts.key = operation == "rekeyCertificate" ? SigningKeys.p256 : SigningKeys.ed25519
    parts.controls = controls
    return #""request":"\#(try parts.base64())","format":"crmf""#
  }

  private func answer(
    _ operation: String, _ controls: [(type: OID, value: [UInt8])], of certificate: String = "@old", id: String = "n"
  ) throws -> String {
    var desk = desk
    return try desk.answer(
      RequestJSON.succeed(operation, certificate, id: id, members: body(operation, controls)))
  }

  @Test("gets the successor of that one, and of no other", arguments: ["renewCertificate", "rekeyCertificate"])
  func compared(operation: String) throws {
    let right = control(try directoryName(Self.issuer), old.serialNumber)
    #expect(try answer(operation, [right]) == "OK")
    // RFC 5280 7.1: case and blanks do not tell names apart.
    #expect(try answer(operation, [control(directoryName("CN=ISSUING  ca,O=example"), old.serialNumber)]) == "OK")
    #expect(
      try answer(operation, [right], of: "@other")
        == "VALIDATION_FAILED predecessor.mismatch /body/request: the request is to update certificate "
        + "\(old.serialNumber) of CN=Issuing CA, O=Example (oldCertID), not \(other.serialNumber) of CN=Issuing CA, "
        + "O=Example")
    #expect(
      try answer(operation, [control(directoryName("O=Example,CN=Issuing CA"), old.serialNumber)])
        == "VALIDATION_FAILED predecessor.mismatch /body/request: the request is to update certificate "
        + "\(old.serialNumber) of O=Example, CN=Issuing CA (oldCertID), not \(old.serialNumber) of CN=Issuing CA, "
        + "O=Example")
    // An issuer that is no name of one.
    let dns: [UInt8] = [0x82, 0x01, 0x61]
    #expect(
      try answer(operation, [control(dns, old.serialNumber)])
        .hasPrefix("VALIDATION_FAILED predecessor.mismatch /body/request: the request is to update certificate "))
  }

  @Test("need not say so", arguments: ["renewCertificate", "rekeyCertificate"])
  func absent(operation: String) throws { #expect(try answer(operation, []) == "OK") }

  @Test("is told everything that does not fit")
  func everything() throws {
    var desk = desk
    var parts = try MessageParts("CN=else.example")
    parts.controls = [control(try directoryName(Self.issuer), other.serialNumber)]
    let answer = try desk.answer(
      RequestJSON.succeed(
        "rekeyCertificate", "@old", members: #""request":"\#(try parts.base64())","format":"crmf""#))
    #expect(
      answer.matches(of: /(key|subject|predecessor)\.mismatch/).map { String($0.output.0) }
        == ["key.mismatch", "subject.mismatch", "predecessor.mismatch"], "\(answer)")
  }

  @Test("is not held against its certificate's own successor, which it is on record for")
  func stored() throws {
    var desk = desk
    let body = try body("renewCertificate", [control(directoryName(Self.issuer), old.serialNumber)])
    #expect(try desk.answer(RequestJSON.succeed("renewCertificate", "@old", id: "n1", members: body)) == "OK")
    #expect(try desk.answer(RequestJSON.succeed("renewCertificate", "@n1", id: "n2")) == "OK")
  }

  @Test("is issued like any other where nothing is to be updated, and the result says so")
  func issued() throws {
    var desk = desk
    let body = try body("issueCertificate", [control(directoryName(Self.issuer), old.serialNumber)])
    let decision = try desk.decide(RequestJSON.of("issueCertificate", id: "new", #""body":{\#(body)}"#))
    #expect(
      decision.text
        == "OK warning extension.dropped /body/request: the request has the control oldCertID, which is not used")
    #expect(
      decision.detail.warnings.map(\.remedy)
        == ["use renewCertificate or rekeyCertificate for a certificate that is to follow another one"])
    #expect(desk.ledger.successions.isEmpty)
  }
}
