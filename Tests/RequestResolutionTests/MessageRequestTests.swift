import Diagnostics
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("A CRMF request")
struct MessageRequestTests {
  private static let profile = "end-entity-profiles/tls-server.json"

  private static func json(_ request: String, format: String = "crmf") -> String {
    RequestJSON.of("issueCertificate", #""body":{"request":"\#(request)","format":"\#(format)"}"#)
  }

  private func answer(_ parts: MessageParts) throws -> String {
    var desk = try Desk()
    return try desk.answer(MessageRequestTests.json(parts.base64()))
  }

  /// The answer of a desk whose profile takes a registration authority's word.
  private func answerOfTrustingDesk(_ parts: MessageParts) throws -> String {
    var desk = try Desk((MessageRequestTests.profile, #""keys""#, #""acceptRAVerified": true, "keys""#))
    return try desk.answer(MessageRequestTests.json(parts.base64()))
  }

  @Test("gets the names and the key of its template")
  func issued() throws {
    for key in [SigningKeys.ed25519, SigningKeys.p256, SigningKeys.rsa] {
      var parts = try MessageParts("CN=www.example", [.dNSName("www.example")])
      parts.key = key
      var desk = try Desk()
      let certificate = try desk.certificate(MessageRequestTests.json(parts.base64()))
      #expect(certificate.subject.description == "CN=www.example")
      #expect(certificate.publicKey.der == (try key.get().publicKey.der))
      #expect(
        try certificate.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("www.example")])
      #expect(certificate.subjectKeyIdentifier != nil && !certificate.isCA)
    }
  }

  @Test("is stored whole, whatever it came wrapped in")
  func stored() throws {
    let der = try MessageParts().der()
    let pem = String(decoding: PEM.encode(der, label: "CERTIFICATE REQUEST"), as: UTF8.self)
    let texts = [
      String(decoding: Base64.encode(der), as: UTF8.self), pem.replacing("\n", with: "\\n"),
      String(decoding: Base64.encode(Array(pem.utf8)), as: UTF8.self),
    ]
    for text in texts {
      var desk = try Desk()
      let decision = try desk.decide(MessageRequestTests.json(text))
      #expect(decision.certificate?.request == der, "\(decision.text)")
    }
    var desk = try Desk()
    try expectIssued(fromFile: der, at: &desk)
  }

  private func expectIssued(fromFile der: [UInt8], at desk: inout Desk) throws {
    desk.files["a.crmf"] = der
    let decision = try desk.decide(
      RequestJSON.of("issueCertificate", #""requestFile":"a.crmf""#, #""body":{"format":"crmf"}"#))
    #expect(decision.certificate?.request == der, "\(decision.text)")
  }

  @Test("may be shorter than any PKCS#10 request")
  func short() throws {
    var parts = try MessageParts("CN=a")
    parts.proof = .octets([0x80, 0x00])
    var desk = try Desk((MessageRequestTests.profile, #""keys""#, #""acceptRAVerified": true, "keys""#))
    let der = try parts.der()
    #expect(der.count < 128)
    try expectIssued(fromFile: der, at: &desk)
  }

  @Test("asks for extensions as PKCS#10 does: the profile decides")
  func extensions() throws {
    var parts = try MessageParts()
    parts.extensions = [.basicConstraints(isCA: true)]
    #expect(
      try answer(parts)
        == "OK warning extension.dropped /body/request: the request asks for basicConstraints, which the profile does "
        + "not take over")
    var desk = try Desk()
    #expect(try !desk.certificate(MessageRequestTests.json(parts.base64())).isCA)
  }

  @Test("says in the result what of it is not used")
  func remainder() throws {
    var parts = try MessageParts()
    parts.otherFields = [0xA4, 0x11, 0xA1, 0x0F, 0x17, 0x0D] + Array("300101000000Z".utf8)
    let old: [UInt8] = [0x30, 0x06, 0x82, 0x01, 0x61, 0x02, 0x01, 0x05]
    parts.controls = [(.registrationToken, [0x0C, 0x01, 0x78]), (.oldCertID, old)]
    parts.information = [(OID(1, 2, 3), [0x05, 0x00])]
    let warnings = [
      "a validity", "the control regToken", "the control oldCertID", "the registration information 1.2.3",
    ]
    let expected = warnings.map { " warning extension.dropped /body/request: the request has \($0), which is not used" }
    #expect(try answer(parts) == "OK" + expected.joined())
  }

  @Test("names no other CA, and hands over no private key")
  func forbidden() throws {
    var parts = try MessageParts()
    let own = try DistinguishedName(text: "CN=issuing ca,O=Example").der
    parts.otherFields = [0xA3, UInt8(own.count)] + own
    #expect(try answer(parts) == "OK", "names are compared as names")
    let other = try DistinguishedName(text: "CN=Other CA").der
    parts.otherFields = [0xA3, UInt8(other.count)] + other
    #expect(
      try answer(parts)
        == "NOT_FOUND raProfile.foreign /body/request: the request is for the CA CN=Other CA, not for CN=Issuing CA, "
        + "O=Example")
    parts.otherFields = []
    parts.controls = [(.archiveOptions, [0x82, 0x01, 0xFF])]
    #expect(try answer(parts).hasPrefix("BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: it has"))
  }

  @Test("may prove possession by a signed input where its template has no subject (RFC 4211 4.1)")
  func proofInput() throws {
    var parts = try MessageParts(nil, [.dNSName("www.example")])
    parts.proof = .input(authentication: MessageParts.sender, key: nil)
    var desk = try Desk()
    let answer = try desk.answer(MessageRequestTests.json(parts.base64()))
    #expect(
      answer
        == "OK warning extension.dropped /body/request: the request has the sender a in its proof, which is not used")
  }

  @Test("is refused where its proof is none, or proves something else")
  func badProofs() throws {
    let other = try SigningKeys.p256.get().publicKey.der
    let wanted = "csr.proofKind /body/request: the request wants to prove possession of the key "
    let rows: [(subject: String?, proof: MessageParts.Proof, foreignKey: [UInt8]?, expected: String)] = [
      ("CN=a", .octets([]), nil, "csr.proofOfPossession /body/request: the request has no proof of possession"),
      ("CN=a", .octets([0xA2, 0x03, 0x81, 0x01, 0x00]), nil, wanted + "by decryption (keyEncipherment)"),
      ("CN=a", .octets([0xA3, 0x03, 0x81, 0x01, 0x00]), nil, wanted + "by agreeing on another one (keyAgreement)"),
      ("CN=a", .octets([0x80, 0x00]), nil, "csr.proofKind /body/request: possession of the key is not proved: "),
      (nil, .signature, nil, "csr.proofOfPossession /body/request: the template has no subject"),
      (
        nil, .input(authentication: MessageParts.secret, key: nil), nil,
        "csr.proofKind /body/request: the proof rests on a shared secret"
      ),
      (
        "CN=a", .input(authentication: MessageParts.sender, key: nil), nil,
        "csr.proofOfPossession /body/request: the proof signs a poposkInput although"
      ),
      (
        nil, .input(authentication: MessageParts.sender, key: other), nil,
        "csr.proofOfPossession /body/request: the proof is for another key"
      ),
      (
        nil, .input(authentication: MessageParts.sender, key: nil), other,
        "csr.proofOfPossession /body/request: the proof is for another key"
      ),
      (
        nil, .input(authentication: MessageParts.sender, key: other), other,
        "csr.signatureAlgorithm /body/request: the signature algorithm of the request does not fit its key"
      ),
    ]
    for row in rows {
      var parts = try MessageParts(row.subject)
      parts.proof = row.proof
      parts.foreignKey = row.foreignKey
      let answer = try answer(parts)
      #expect(answer.hasPrefix("VALIDATION_FAILED " + row.expected), "\(answer)")
    }
  }

  @Test("does not hide a signature that is not that of the key")
  func forgedSignature() throws {
    var der = try MessageParts().der()
    der[der.count - 1] ^= 1
    var desk = try Desk()
    #expect(
      try desk.answer(MessageRequestTests.json(String(decoding: Base64.encode(der), as: UTF8.self)))
        == "VALIDATION_FAILED csr.proofOfPossession /body/request: the signature of the certificate request is not "
        + "that of its key")
    // The proof of another request of the same key.
    let other = try MessageParts("CN=other.example").der()
    let own = try MessageParts("CN=www02.example").der()
    let length = own.count - 64
    #expect(other.count == own.count)
    let mixed = Base64.encode(Array(own[..<length]) + other[length...])
    var next = try Desk()
    #expect(
      try next.answer(MessageRequestTests.json(String(decoding: mixed, as: UTF8.self)))
        .hasPrefix("VALIDATION_FAILED csr.proofOfPossession"))
  }

  @Test("may say raVerified only where the profile accepts it, and its key must be one")
  func raVerified() throws {
    var parts = try MessageParts()
    parts.key = SigningKeys.p256
    parts.proof = .octets([0x80, 0x00])
    #expect(
      try answerOfTrustingDesk(parts)
        == "OK warning csr.proofKind /body/request: possession of the key is on the word of a registration authority "
        + "(raVerified)")
    // A point beside the curve.
    var key = try SigningKeys.p256.get().publicKey.der
    key[key.count - 1] ^= 1
    parts.foreignKey = key
    #expect(
      try answerOfTrustingDesk(parts)
        == "VALIDATION_FAILED key.notAllowed /body/request: the key is none of its algorithm")
    // The profile's word on raVerified is none on other proofs.
    parts.foreignKey = nil
    parts.proof = .octets([])
    #expect(
      try answerOfTrustingDesk(parts)
        == "VALIDATION_FAILED csr.proofOfPossession /body/request: the request has no proof of possession")
  }

  @Test("is one message in DER, and what the request says that it is")
  func encoding() throws {
    let der = try MessageParts().der()
    let rows: [(octets: [UInt8], format: String, expected: String)] = [
      (der + [0], "crmf", "BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: bytes follow"),
      (Array(der.dropLast()), "crmf", "BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: "),
      (
        der, "pkcs10",
        "BAD_REQUEST csr.malformed /body/request: Cannot process PKCS#10 request: it looks like CRMF"
      ),
      (
        try RequestParts().der(), "crmf",
        "BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: it looks like PKCS#10"
      ),
      ([0x30, 0x00], "crmf", "BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: "),
      ([0x2A], "crmf", "BAD_REQUEST csr.malformed /body/request: Cannot process CRMF request: "),
    ]
    for row in rows {
      var desk = try Desk()
      let text = String(decoding: Base64.encode(row.octets), as: UTF8.self)
      let answer = try desk.answer(MessageRequestTests.json(text, format: row.format))
      #expect(answer.hasPrefix(row.expected), "\(answer)")
    }
    var desk = try Desk()
    #expect(
      try desk.answer(MessageRequestTests.json("*"))
        == "BAD_REQUEST csr.encoding /body/request: Cannot process CRMF request: it is neither base64 nor PEM")
  }
}
