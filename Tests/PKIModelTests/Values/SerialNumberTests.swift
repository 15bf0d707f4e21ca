import TestSupport
import Testing

@testable import PKIModel

@Suite("Serial numbers")
struct SerialNumberTests {
  @Test(
    "are positive and have at most 20 octets as INTEGER (RFC 5280 4.1.2.2)",
    arguments: [
      ([], nil), ([0], nil), ([0, 0, 0], nil), ([1], [1]), ([0, 0, 1], [1]), ([0x80], [0x80]), ([0x00, 0x80], [0x80]),
      ([0x7F] + [UInt8](repeating: 0xFF, count: 19), [0x7F] + [UInt8](repeating: 0xFF, count: 19)),
      ([0x80] + [UInt8](repeating: 0, count: 19), nil), ([1] + [UInt8](repeating: 0, count: 20), nil),
      ([0, 0, 0x01] + [UInt8](repeating: 0, count: 19), [0x01] + [UInt8](repeating: 0, count: 19)),
    ] as [([UInt8], [UInt8]?)])
  func magnitudes(octets: [UInt8], magnitude: [UInt8]?) {
    #expect(SerialNumber(magnitude: octets)?.magnitude == magnitude)
  }

  @Test("are printed in lower-case hexadecimal without leading zeros")
  func text() {
    #expect(SerialNumber(magnitude: [0x0A, 0xBC])?.description == "abc")
    #expect(SerialNumber(magnitude: [0xA0, 0x0C])?.description == "a00c")
    #expect(SerialNumber(magnitude: [0x01])?.description == "1")
  }

  @Test("are drawn from 16 to 20 octets", arguments: [0, 1, 8, 15, 16, 20, 21])
  func randomLength(count: Int) {
    #expect((SerialNumber(random: [UInt8](repeating: 0, count: count)) != nil) == (16...20).contains(count))
  }

  @Test("that are drawn all have the same length and keep every other bit of the draw")
  func randomBits() throws {
    let low = try #require(SerialNumber(random: [UInt8](repeating: 0x00, count: 20)))
    #expect(low.magnitude == [0x40] + [UInt8](repeating: 0x00, count: 19))
    let high = try #require(SerialNumber(random: [UInt8](repeating: 0xFF, count: 20)))
    #expect(high.magnitude == [0x7F] + [UInt8](repeating: 0xFF, count: 19))
    for bit in 2..<128 {
      var octets = [UInt8](repeating: 0, count: 16)
      octets[bit / 8] |= 0x80 >> UInt8(bit % 8)
      octets[0] |= 0x40
      #expect(SerialNumber(random: octets)?.magnitude == octets)
      #expect(SerialNumber(magnitude: octets)?.magnitude == octets)
    }
  }
}
