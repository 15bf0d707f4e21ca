import Testing

@testable import DERCoding

@Suite("Character sets")
struct DERCharactersTests {
  @Test("PrintableString has exactly the 74 characters of X.680 41.4")
  func printable() {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?".utf8)
    #expect(allowed.count == 74)
    for octet in UInt8.min...UInt8.max {
      #expect(DERCharacters.isPrintable(octet) == allowed.contains(octet), "octet \(octet)")
    }
  }

  @Test("each string type has its own octets")
  func types() {
    for octet in UInt8.min...UInt8.max {
      #expect(DERCharacters.allowed([octet], in: .ia5String) == (octet < 0x80))
      #expect(DERCharacters.allowed([octet], in: .visibleString) == (0x20...0x7E).contains(octet))
      #expect(DERCharacters.allowed([octet], in: .numericString) == " 0123456789".utf8.contains(octet))
      #expect(DERCharacters.allowed([octet], in: .utf8String) == (octet < 0x80))
      #expect(!DERCharacters.allowed([octet], in: .bmpString))
    }
  }

  @Test(
    "UTF-8 is well formed (RFC 3629)",
    arguments: [
      ([], true), ([0xC2, 0x80], true), ([0xED, 0x9F, 0xBF], true), ([0xF4, 0x8F, 0xBF, 0xBF], true),
      ([0xC1, 0xBF], false), ([0xE0, 0x9F, 0xBF], false), ([0xED, 0xBF, 0xBF], false),
      ([0xF4, 0x90, 0x80, 0x80], false), ([0xF0, 0x8F, 0xBF, 0xBF], false), ([0x80], false), ([0xE2, 0x82], false),
      ([0x41, 0xFF], false),
    ] as [([UInt8], Bool)])
  func utf8(octets: [UInt8], isValid: Bool) {
    #expect(DERCharacters.isUTF8(octets[...]) == isValid)
  }
}
