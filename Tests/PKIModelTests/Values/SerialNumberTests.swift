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

  @Test("are drawn from 16 random octets and no other number", arguments: [0, 1, 8, 15, 16, 17, 20, 21])
  func randomLength(count: Int) {
    let serial = SerialNumber(issuedAt: UTCInstant(seconds: 0), random: [UInt8](repeating: 0, count: count))
    #expect((serial != nil) == (count == 16))
  }

  @Test("that are drawn begin with the time, are positive, have 20 octets and keep every bit of the draw")
  func randomBits() throws {
    let instants: [Int64] = [0, 1, 0x3FFF_FFFF, 0x4000_0000, 1_790_000_000, 253_402_300_799]
    for seconds in instants {
      let octets = (0..<16).map { UInt8($0 * 17) }
      let serial = try #require(SerialNumber(issuedAt: UTCInstant(seconds: seconds), random: octets))
      #expect(serial.magnitude.count == 20)
      #expect((0x40...0x7F).contains(serial.magnitude[0]))
      #expect(Array(serial.magnitude.suffix(16)) == octets)
      #expect(SerialNumber(magnitude: serial.magnitude) == serial)
    }
    let earlier = try #require(
      SerialNumber(issuedAt: UTCInstant(seconds: 1_790_000_000), random: [UInt8](repeating: 0xFF, count: 16)))
    let later = try #require(
      SerialNumber(issuedAt: UTCInstant(seconds: 1_790_000_001), random: [UInt8](repeating: 0, count: 16)))
    #expect(earlier.magnitude.lexicographicallyPrecedes(later.magnitude))
  }

  @Test("move on by a second for each 256 requests of a manifest", arguments: [(0, 0), (255, 0), (256, 1), (5000, 19)])
  func position(position: Int, seconds: Int64) throws {
    let octets = [UInt8](repeating: 7, count: 16)
    let start = UTCInstant(seconds: 1_790_000_000)
    let serial = try #require(SerialNumber(issuedAt: start, position: position, random: octets))
    let later = try #require(start.adding(seconds: seconds))
    #expect(serial == SerialNumber(issuedAt: later, random: octets))
  }
}
