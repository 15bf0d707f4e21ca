import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Key usage")
struct KeyUsageTests {
  @Test("has the nine named bits of RFC 5280 4.2.1.3, in their order")
  func names() throws {
    #expect(
      KeyUsage.names == [
        "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
        "cRLSign", "encipherOnly", "decipherOnly",
      ])
    for (bit, name) in KeyUsage.names.enumerated() {
      let usage = try #require(KeyUsage(name: name))
      #expect(usage.rawValue == 1 << UInt16(bit))
      #expect(usage.names == [name])
      #expect(try KeyUsage(extensionValue: usage.asExtension.value) == usage)
    }
    #expect(KeyUsage(name: "contentCommitment") == .nonRepudiation)
    for name in ["", "DigitalSignature", "digital signature", "crlSign"] { #expect(KeyUsage(name: name) == nil) }
  }

  @Test("survives writing and reading in every combination")
  func roundTrip() throws {
    for rawValue in UInt16(0)..<512 {
      let usage = KeyUsage(rawValue: rawValue)
      #expect(try KeyUsage(extensionValue: usage.asExtension.value) == usage)
    }
  }

  @Test(
    "is not read from other types, with wrong bits or with octets behind",
    arguments: [
      ([], DERError(.truncated, at: 0)), ([0x04, 0x01, 0x80], DERError(.unexpectedTag, at: 0)),
      ([0x03, 0x02, 0x07, 0x81], DERError(.bitString, at: 0)),
      ([0x03, 0x02, 0x07, 0x80, 0x00], DERError(.trailingBytes, at: 4)),
    ] as [([UInt8], DERError)])
  func refused(value: [UInt8], error: DERError) {
    #expect(throws: error) { try KeyUsage(extensionValue: value) }
  }

  @Test("ignores bits beyond the named ones")
  func moreBits() throws {
    #expect(try KeyUsage(extensionValue: [0x03, 0x04, 0x00, 0x80, 0x7F, 0xFF]) == .digitalSignature)
    #expect(try KeyUsage(extensionValue: [0x03, 0x01, 0x00]) == [])
  }
}
