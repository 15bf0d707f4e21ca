import DERCoding
import PKIModel
import TestSupport
import Testing

@Suite("CRMF requests")
struct CertificateRequestMessageTests {
  private static let san = CertificateExtension.subjectAltName([.dNSName("a")], isCritical: false)

  @Test("are read into their fields")
  func fields() throws {
    var parts = MessageParts()
    parts.templateFields = [
      [0x80, 0x01, 0x02], MessageParts.tagged(3, MessageParts.name("CN=CA")),
      MessageParts.tagged(4, [0xA1, 0x0F, 0x17, 0x0D] + Array("300101000000Z".utf8)), MessageParts.subject("CN=a,O=b"),
      MessageParts.key, MessageParts.extensions(CertificateRequestMessageTests.san),
    ]
    parts.controls = MessageParts.sequence {
      $0.raw(MessageParts.control(.registrationToken, [0x0C, 0x01, 0x78]))
      $0.raw(
        MessageParts.control(
          .oldCertID,
          MessageParts.sequence {
            $0.raw(MessageParts.tagged(4, MessageParts.name("CN=CA")))
            $0.integer(0x1234)
          }))
    }
    parts.registrationInformation = MessageParts.sequence { $0.raw(MessageParts.control(OID(1, 2, 3), [0x05, 0x00])) }
    let message = try CertificateRequestMessage(der: parts.der)
    #expect(message.der == parts.der)
    #expect(Array(parts.der[message.requestRange]) == parts.request)
    #expect(message.template.issuer?.description == "CN=CA")
    #expect(message.template.validity?.notBefore == nil)
    #expect(message.template.validity?.notAfter?.description == "2030-01-01T00:00:00Z")
    #expect(message.template.subject?.description == "CN=a, O=b")
    #expect(message.publicKey.der == MessageParts.publicKey && message.publicKey.kind == .ed25519)
    #expect(message.template.extensions == [CertificateRequestMessageTests.san])
    #expect(message.controls.map(\.name) == ["regToken", "oldCertID"])
    #expect(message.oldCertificate?.serialNumber.description == "1234")
    #expect(message.oldCertificate?.issuer == .directoryName(try DistinguishedName(text: "CN=CA")))
    #expect(message.registrationInformation.map(\.name) == ["1.2.3"])
    guard case .signature(let proof) = message.proof else {
      Issue.record("no signature")
      return
    }
    #expect(proof.input == nil && proof.algorithm == AlgorithmIdentifier(.ed25519) && proof.signature == [0xAA, 0xBB])
    #expect(message.signedOctets(of: proof) == parts.request)
  }

  @Test("sign the input of the proof where there is one, with the tag of a SEQUENCE (RFC 4211 4.1)")
  func proofInput() throws {
    var parts = MessageParts()
    parts.templateFields = [MessageParts.key]
    let sender = MessageParts.tagged(0, [0x82, 0x01, 0x61])
    parts.proof = MessageParts.signature(input: MessageParts.input(sender))
    let message = try CertificateRequestMessage(der: parts.der)
    #expect(message.template.subject == nil)
    guard case .signature(let proof) = message.proof, case .sender(let name)? = proof.input?.authentication else {
      Issue.record("no sender")
      return
    }
    #expect(name == .dNSName("a"))
    #expect(message.signedOctets(of: proof) == MessageParts.sequence { $0.raw(sender + MessageParts.publicKey) })
    #expect(proof.input?.publicKey == message.publicKey)

    let mac = MessageParts.sequence { $0.raw(MessageParts.algorithm + [0x03, 0x02, 0x00, 0xFF]) }
    parts.proof = MessageParts.signature(input: MessageParts.input(mac))
    guard case .signature(let secret) = try CertificateRequestMessage(der: parts.der).proof,
      case .secret? = secret.input?.authentication
    else {
      Issue.record("no secret")
      return
    }
  }

  @Test("say how possession is proved")
  func proofs() throws {
    func proof(_ octets: [UInt8]) throws -> ProofOfPossession? {
      var parts = MessageParts()
      parts.proof = octets
      return try CertificateRequestMessage(der: parts.der).proof
    }
    guard case .raVerified = try proof([0x80, 0x00]),
      case .keyEncipherment = try proof([0xA2, 0x03, 0x81, 0x01, 0x00]),
      case .keyAgreement = try proof([0xA3, 0x03, 0x81, 0x01, 0x00]), case nil = try proof([])
    else {
      Issue.record("another proof")
      return
    }
  }

  private func refuses(_ rule: DERError.Rule, _ change: (inout MessageParts) -> Void) {
    var parts = MessageParts()
    change(&parts)
    let error = #expect(throws: CertificateRequestMessageError.self) { try CertificateRequestMessage(der: parts.der) }
    guard case .encoding(let broken)? = error else {
      Issue.record("\(String(describing: error)) instead of \(rule)")
      return
    }
    #expect(broken.rule == rule)
  }

  @Test("have the fields of their type, in order, and nothing else")
  func otherFields() {
    refuses(.unexpectedTag) { $0.requestID = [] }
    refuses(.unexpectedTag) { $0.requestID = [0x04, 0x01, 0x00] }
    refuses(.trailingBytes) { $0.templateFields.reverse() }
    refuses(.trailingBytes) { $0.templateFields.append([0xAA, 0x00]) }
    refuses(.trailingBytes) { $0.behindControls = [0x05, 0x00] }
    refuses(.trailingBytes) { $0.proof = [0xA4, 0x00] }
    refuses(.trailingBytes) { $0.behindMessage = [0x05, 0x00] }
    refuses(.nullLength) { $0.proof = [0x80, 0x01, 0x00] }
    refuses(.truncated) { $0.count = 0 }
    let algorithm = MessageParts.algorithm
    refuses(.trailingBytes) { $0.proof = MessageParts.tagged(1, algorithm + [0x03, 0x01, 0x00, 0x05, 0x00]) }
    refuses(.bitString) { $0.proof = MessageParts.tagged(1, algorithm + [0x03, 0x02, 0x01, 0xAA]) }
    refuses(.trailingBytes) {
      $0.proof = MessageParts.signature(input: MessageParts.input([0xA0, 0x06, 0x82, 0x01, 0x61, 0x82, 0x01, 0x61]))
    }
  }

  @Test("have a template of version 3 whose lists are not empty (RFC 4211 5)")
  func templates() {
    refuses(.value) { $0.templateFields.insert([0x80, 0x01, 0x01], at: 0) }
    refuses(.integerNotMinimal) { $0.templateFields.insert([0x80, 0x02, 0x00, 0x02], at: 0) }
    refuses(.value) { $0.templateFields.insert([0xA4, 0x00], at: 0) }
    refuses(.value) { $0.templateFields.append([0xA9, 0x00]) }
    refuses(.value) { parts in
      parts.templateFields.append(
        MessageParts.extensions(CertificateRequestMessageTests.san, CertificateRequestMessageTests.san))
    }
    refuses(.value) { $0.controls = [0x30, 0x00] }
    refuses(.value) { $0.registrationInformation = [0x30, 0x00] }
    let token = MessageParts.control(.registrationToken, [0x0C, 0x01, 0x78])
    refuses(.value) { $0.controls = MessageParts.sequence { $0.raw(token + token) } }
  }

  @Test("name old certificates by a number that a certificate can have")
  func oldCertificates() {
    for number in [[0x02, 0x01, 0x00], [0x02, 0x01, 0xFF], [0x02, 0x15] + [UInt8](repeating: 1, count: 21)] {
      refuses(.value) {
        $0.controls = MessageParts.sequence {
          $0.raw(MessageParts.control(.oldCertID, MessageParts.sequence { $0.raw([0x82, 0x01, 0x61] + number) }))
        }
      }
    }
  }

  @Test("name the place of a fault in fields whose tag is IMPLICIT")
  func places() {
    var parts = MessageParts()
    parts.templateFields = [[0xA9, 0x00]]
    // Behind the tags of messages, message, request, its id, and template.
    #expect(throws: CertificateRequestMessageError.encoding(DERError(.value, at: 11))) {
      try CertificateRequestMessage(der: parts.der)
    }
  }

  @Test("are refused where a certificate cannot follow from them")
  func unusable() {
    func refuses(_ expected: CertificateRequestMessageError, _ change: (inout MessageParts) -> Void) {
      var parts = MessageParts()
      change(&parts)
      #expect(throws: expected) { try CertificateRequestMessage(der: parts.der) }
    }
    refuses(.severalMessages) { $0.count = 2 }
    refuses(.noPublicKey) { $0.templateFields.removeLast() }
    refuses(.forbiddenField("serialNumber")) { $0.templateFields.insert([0x81, 0x01, 0x05], at: 0) }
    refuses(.forbiddenField("signingAlg")) {
      $0.templateFields.insert([0xA2] + MessageParts.algorithm.dropFirst(), at: 0)
    }
    refuses(.forbiddenField("issuerUID")) { $0.templateFields.append([0x87, 0x02, 0x00, 0x01]) }
    refuses(.forbiddenField("subjectUID")) { $0.templateFields.append([0x88, 0x02, 0x00, 0x01]) }
  }

  @Test("are refused when they are cut off or followed by anything")
  func truncation() throws {
    let der = MessageParts().der
    for count in 0..<der.count {
      #expect(throws: CertificateRequestMessageError.self) { try CertificateRequestMessage(der: Array(der[..<count])) }
    }
    #expect(throws: CertificateRequestMessageError.encoding(DERError(.trailingBytes, at: der.count))) {
      try CertificateRequestMessage(der: der + [0])
    }
  }

  @Test("with one octet changed are read or refused, and read as what they are", arguments: 0..<8)
  func mutations(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var parts = MessageParts()
    parts.templateFields.append(MessageParts.extensions(CertificateRequestMessageTests.san))
    parts.proof = MessageParts.signature(input: MessageParts.input(MessageParts.tagged(0, [0x82, 0x01, 0x61])))
    let der = parts.der
    for _ in 0..<1000 {
      var changed = der
      changed[Int.random(in: 0..<der.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
      guard let message = try? CertificateRequestMessage(der: changed) else { continue }
      #expect(message.der == changed && message.requestRange.upperBound <= changed.count)
      if case .signature(let proof) = message.proof { _ = message.signedOctets(of: proof) }
    }
  }
}
