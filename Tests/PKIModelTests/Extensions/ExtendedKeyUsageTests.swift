import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Extended key usage")
struct ExtendedKeyUsageTests {
  @Test("names lead to purposes and back")
  func names() throws {
    for name in [
      "serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning",
      "anyExtendedKeyUsage",
    ] {
      #expect(ExtendedKeyUsage.name(try #require(ExtendedKeyUsage.purpose(name))) == name)
    }
    #expect(ExtendedKeyUsage.purpose("1.3.6.1.5.5.7.3.1") == ExtendedKeyUsage.purpose("serverAuth"))
    #expect(ExtendedKeyUsage.name(OID(1, 2, 3)) == "1.2.3")
    for name in ["", "serverauth", "ServerAuth", "1", "x"] { #expect(ExtendedKeyUsage.purpose(name) == nil) }
  }

  @Test(
    "has at least one purpose, all object identifiers (RFC 5280 4.2.1.12)",
    arguments: [
      ([0x30, 0x00], DERError(.value, at: 0)), ([0x30, 0x02, 0x05, 0x00], DERError(.unexpectedTag, at: 2)),
      ([0x30, 0x03, 0x06, 0x01, 0x2A, 0x00], DERError(.trailingBytes, at: 5)),
      ([0x30, 0x03, 0x06, 0x01, 0x80], DERError(.objectIdentifier, at: 2)),
    ] as [([UInt8], DERError)])
  func refused(value: [UInt8], error: DERError) {
    #expect(throws: error) { try ExtendedKeyUsage.purposes(extensionValue: value) }
  }

  @Test("survives writing and reading")
  func roundTrip() throws {
    let purposes = [OID(1, 2, 3), OID(2, 5, 29, 37, 0)]
    #expect(
      try ExtendedKeyUsage.purposes(extensionValue: ExtendedKeyUsage.asExtension(purposes).value) == purposes)
  }
}
