import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Authority key identifiers")
struct AuthorityKeyIdentifierTests {
  @Test("that openssl wrote with all three parts are read", .enabled(if: OpenSSLTool.isAvailable))
  func foreign() throws {
    let tool = try OpenSSLTool()
    let der = try tool.certificate(
      key: try tool.newKey(.p256, named: "key"), subject: "/CN=CA",
      extensions: ["authorityKeyIdentifier=keyid:always,issuer:always"])
    let tbs = try Certificate(der: der).tbs
    let value = try #require(tbs.certificateExtension(.authorityKeyIdentifier)?.value)
    let identifier = try AuthorityKeyIdentifier(extensionValue: value)
    #expect(identifier.keyIdentifier == tbs.subjectKeyIdentifier)
    #expect(identifier.authorityCertIssuer == [.directoryName(tbs.subject)])
    #expect(identifier.authorityCertSerialNumber == tbs.serialNumber)
  }

  @Test("that certmill writes are read")
  func own() throws {
    let value = CertificateExtension.authorityKeyIdentifier([1, 2, 3]).value
    let identifier = try AuthorityKeyIdentifier(extensionValue: value)
    #expect(identifier.keyIdentifier == [1, 2, 3])
    #expect(identifier.authorityCertIssuer.isEmpty && identifier.authorityCertSerialNumber == nil)
  }

  @Test(
    "are refused where they break the form, or name an issuer without a serial number (RFC 5280 A.2)",
    arguments: [
      [], [0x04, 0x00], [0x30, 0x03, 0x82, 0x01, 0x05], [0x30, 0x05, 0xA1, 0x03, 0x82, 0x01, 0x61],
      [0x30, 0x08, 0xA1, 0x03, 0x82, 0x01, 0x61, 0x82, 0x01, 0x00], [0x30, 0x02, 0xA1, 0x00],
      [0x30, 0x06, 0x80, 0x01, 0x01, 0x80, 0x01, 0x01], [0x30, 0x03, 0x80, 0x01, 0x01, 0x00],
    ])
  func malformed(value: [UInt8]) {
    #expect(throws: DERError.self) { try AuthorityKeyIdentifier(extensionValue: value) }
  }
}
