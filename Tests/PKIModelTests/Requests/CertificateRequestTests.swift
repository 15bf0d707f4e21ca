import DERCoding
import PKIModel
import Testing

@Suite("Certificate requests of either format")
struct CertificateRequestTests {
  private let pkcs10 =
    [0x30, 0x3F, 0x30, 0x33, 0x02, 0x01, 0x00, 0x30, 0x00] + MessageParts.publicKey + [0xA0, 0x00]
    + MessageParts.algorithm + [0x03, 0x01, 0x00]

  @Test("are told apart by their bytes")
  func formats() throws {
    #expect(RequestFormat(der: pkcs10) == .pkcs10)
    #expect(RequestFormat(der: MessageParts().der) == .crmf)
    let others: [[UInt8]] = [
      [], [0x30, 0x00], [0x30, 0x02, 0x30, 0x00], [0x30, 0x04, 0x30, 0x02, 0x30, 0x00], [0x30, 0x02, 0x05, 0x00],
      [0x04, 0x00],
    ]
    for other in others {
      #expect(RequestFormat(der: other) == nil)
      #expect(CertificateRequest(der: other) == nil)
    }
  }

  @Test("give what a certificate needs")
  func contents() throws {
    let request = try #require(CertificateRequest(der: pkcs10))
    #expect(request.format == .pkcs10 && request.der == pkcs10)
    #expect(request.subject.isEmpty && request.publicKey.der == MessageParts.publicKey)
    #expect(request.requestedExtensions == [])
    #expect(try request.requestedAltNames() == nil)

    var parts = MessageParts()
    parts.templateFields.append(MessageParts.extensions(.subjectAltName([.dNSName("b")], isCritical: false)))
    let message = try #require(CertificateRequest(der: parts.der))
    #expect(message.format == .crmf && message.der == parts.der)
    #expect(message.subject.description == "CN=a" && message.publicKey.der == MessageParts.publicKey)
    #expect(try message.requestedAltNames() == [.dNSName("b")])

    parts.templateFields.removeFirst()
    #expect(CertificateRequest(der: parts.der)?.subject.isEmpty == true)
    parts.count = 2
    #expect(CertificateRequest(der: parts.der) == nil)
    #expect(CertificateRequest(der: Array(pkcs10.dropLast()) + [0x01]) == nil)
  }
}
