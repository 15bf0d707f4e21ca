import DERCoding
import TestSupport
import Testing

@testable import PKIModel

/// Puts requests together field by field, so that each field can be wrong.
private struct RequestParts {
  var version: [UInt8] = [0x02, 0x01, 0x00]
  var subject = DistinguishedName.empty.der
  /// An Ed25519 key.
  var key: [UInt8] =
    [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    + [UInt8](repeating: 0x11, count: 32)
  var attributes: [[UInt8]] = []
  var attributesTag = DERTag.contextConstructed(0)
  var behindAttributes: [UInt8] = []
  var algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
  var signature: [UInt8] = [0x03, 0x03, 0x00, 0xAA, 0xBB]
  var behindSignature: [UInt8] = []

  var der: [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.sequence {
        $0.raw(version + subject + key)
        $0.element(attributesTag, attributes.flatMap(\.self))
        $0.raw(behindAttributes)
      }
      $0.raw(algorithm + signature + behindSignature)
    }
    return writer.bytes
  }

  static func attribute(_ type: OID, _ values: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      type.write(to: &$0)
      $0.element(.set, values)
    }
    return writer.bytes
  }

  static func extensions(_ extensions: CertificateExtension...) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence { for next in extensions { next.write(to: &$0) } }
    return writer.bytes
  }
}

@Suite("Certification requests")
struct CertificationRequestTests {
  private static let san = CertificateExtension.subjectAltName([.dNSName("a")], isCritical: false)

  @Test("are read into their fields")
  func fields() throws {
    var parts = RequestParts()
    parts.subject = try DistinguishedName(text: "CN=a").der
    parts.attributes = [
      RequestParts.attribute(.challengePassword, [0x0C, 0x01, 0x78]),
      RequestParts.attribute(.extensionRequest, RequestParts.extensions(CertificationRequestTests.san)),
    ]
    let request = try CertificationRequest(der: parts.der)
    #expect(request.subject.description == "CN=a")
    #expect(request.publicKey.der == parts.key)
    #expect(request.publicKey.kind == .ed25519)
    #expect(request.attributeTypes == [.challengePassword, .extensionRequest])
    #expect(request.requestedExtensions == [CertificationRequestTests.san])
    #expect(try request.requestedAltNames() == [.dNSName("a")])
    #expect(request.signatureAlgorithm == AlgorithmIdentifier(.ed25519))
    #expect(request.signature == [0xAA, 0xBB])
    #expect(request.der == parts.der)
    let tail = parts.algorithm.count + parts.signature.count
    #expect(request.signedRange == 2..<(parts.der.count - tail) || request.signedRange == 3..<(parts.der.count - tail))
  }

  @Test("without attributes ask for nothing")
  func noAttributes() throws {
    let request = try CertificationRequest(der: RequestParts().der)
    #expect(request.attributeTypes == [] && request.requestedExtensions == [])
    #expect(try request.requestedAltNames() == nil)
    #expect(request.subject.isEmpty)
  }

  private func refuses(_ rule: DERError.Rule, _ change: (inout RequestParts) -> Void) {
    var parts = RequestParts()
    change(&parts)
    let error = #expect(throws: DERError.self) { try CertificationRequest(der: parts.der) }
    #expect(error?.rule == rule)
  }

  @Test(
    "have version 0 (RFC 2986 4.1)",
    arguments: [[0x02, 0x01, 0x01], [0x02, 0x01, 0x02], [0x02, 0x01, 0xFF]] as [[UInt8]])
  func version(bytes: [UInt8]) {
    refuses(.value) { $0.version = bytes }
  }

  @Test("have all fields and nothing else")
  func otherFields() {
    refuses(.unexpectedTag) { $0.version = [] }
    refuses(.unexpectedTag) { $0.subject = [] }
    refuses(.unexpectedTag) { $0.key = [] }
    refuses(.unexpectedTag) { $0.attributesTag = .contextConstructed(1) }
    refuses(.unexpectedTag) { $0.attributesTag = .set }
    refuses(.trailingBytes) { $0.behindAttributes = [0x05, 0x00] }
    refuses(.trailingBytes) { $0.behindSignature = [0x05, 0x00] }
    refuses(.unexpectedTag) { $0.algorithm = [] }
    refuses(.truncated) { $0.signature = [] }
    refuses(.unexpectedTag) { $0.signature = [0x04, 0x01, 0xAA] }
    refuses(.bitString) { $0.signature = [0x03, 0x02, 0x01, 0xAA] }
  }

  @Test("have attributes in the order of a SET OF (X.690 11.6), each type once, each with a value (RFC 2986 4.1)")
  func attributes() throws {
    let challenge = RequestParts.attribute(.challengePassword, [0x0C, 0x01, 0x78])
    let request = RequestParts.attribute(.extensionRequest, RequestParts.extensions(CertificationRequestTests.san))
    refuses(.setOrder) { $0.attributes = [request, challenge] }
    refuses(.value) { $0.attributes = [challenge, challenge] }
    refuses(.value) { $0.attributes = [RequestParts.attribute(.challengePassword, [])] }
    refuses(.truncated) { $0.attributes = [[0x30, 0x03, 0x06, 0x01, 0x2A]] }
  }

  @Test("ask for extensions once, in one spelling, with one value (RFC 2985 5.4.2)")
  func extensionRequests() throws {
    let values = RequestParts.extensions(CertificationRequestTests.san)
    let other = RequestParts.extensions(.basicConstraints(isCA: true))
    let microsoft = RequestParts.attribute(.microsoftExtensionRequest, values)
    refuses(.value) { $0.attributes = [RequestParts.attribute(.extensionRequest, other), microsoft].sortedAsSet }
    refuses(.trailingBytes) {
      $0.attributes = [RequestParts.attribute(.extensionRequest, [values, other].sortedAsSet.flatMap(\.self))]
    }
    refuses(.value) { $0.attributes = [RequestParts.attribute(.extensionRequest, [0x30, 0x00])] }
    refuses(.value) {
      let twice = RequestParts.extensions(CertificationRequestTests.san, CertificationRequestTests.san)
      $0.attributes = [RequestParts.attribute(.extensionRequest, twice)]
    }
    var parts = RequestParts()
    parts.attributes = [microsoft]
    #expect(try CertificationRequest(der: parts.der).requestedExtensions == [CertificationRequestTests.san])
  }

  @Test("with alternative names that are malformed are read; the names are not")
  func malformedAltNames() throws {
    var parts = RequestParts()
    let names = CertificateExtension(.subjectAltName, value: [0x30, 0x00])
    parts.attributes = [RequestParts.attribute(.extensionRequest, RequestParts.extensions(names))]
    let request = try CertificationRequest(der: parts.der)
    #expect(throws: DERError(.value, at: 0)) { try request.requestedAltNames() }
  }

  @Test("are DER throughout: a padded integer in the key's parameters is refused")
  func deepDER() {
    refuses(.integerNotMinimal) {
      $0.key =
        [0x30, 0x11, 0x30, 0x0B, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x30, 0x04, 0x02, 0x02, 0x00, 0x01, 0x03, 0x02]
        + [0x00, 0x11]
    }
  }

  @Test(
    "are refused when they are cut off or followed by anything",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func truncation() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let der = try tool.request(
      key: key, subject: "/C=DE/O=Example/CN=www.example.org",
      extensions: ["subjectAltName=DNS:a.example,IP:10.0.0.1", "keyUsage=digitalSignature"])
    #expect(try CertificationRequest(der: der).der == der)
    for count in 0..<der.count {
      #expect(throws: DERError.self, "\(count) octets") { try CertificationRequest(der: Array(der[..<count])) }
    }
    #expect(throws: DERError(.trailingBytes, at: der.count)) { try CertificationRequest(der: der + [0x00]) }
  }

  @Test("with one octet changed are read or refused, and read as what they are", arguments: 0..<8)
  func mutations(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var parts = RequestParts()
    parts.subject = try DistinguishedName(text: "CN=a+O=b,C=DE").der
    parts.attributes = [
      RequestParts.attribute(.extensionRequest, RequestParts.extensions(CertificationRequestTests.san))
    ]
    let der = parts.der
    for _ in 0..<1000 {
      var changed = der
      changed[Int.random(in: 0..<der.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
      guard let request = try? CertificationRequest(der: changed) else { continue }
      #expect(request.der == changed)
      #expect(request.signedRange.upperBound < changed.count)
      _ = try? request.requestedAltNames()
      _ = (request.subject.description, request.publicKey.bits)
    }
  }
}

extension [[UInt8]] {
  fileprivate var sortedAsSet: [[UInt8]] { sorted { $0.lexicographicallyPrecedes($1) } }
}
