import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("Hexadecimal")
struct HexTests {
  @Test("is written in lower case, two digits an octet")
  func encode() {
    #expect(Hex.encode([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
    #expect(Hex.encode([]) == "")
    for count in 1...9 {
      for octet in UInt8.min...UInt8.max {
        let octets = (0..<count).map { octet &+ UInt8($0) }
        #expect(Hex.encode(octets) == octets.map { String(format: "%02x", $0) }.joined())
      }
    }
  }

  @Test("is read in either case")
  func decode() {
    #expect(Hex.decode("000fA0Ff") == [0x00, 0x0F, 0xA0, 0xFF])
    #expect(Hex.decode("") == [])
  }

  @Test(
    "is not read from anything else",
    arguments: ["0", "000", "0x00", "0g", "g0", " 00", "00 ", "00:00", "+1", "-1", "é", "٠٠", "/0", ":0", "@0", "`0"])
  func refused(text: String) {
    #expect(Hex.decode(text) == nil)
  }
}
