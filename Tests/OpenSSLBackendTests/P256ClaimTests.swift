import DERCoding
import Testing

@testable import OpenSSLBackend

@Suite("Signatures that several can be verified at once of")
struct P256ClaimTests {
  private static let order: [UInt8] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
  ]
  private static let digest = [UInt8](repeating: 7, count: 32)
  private static let point = [4] + [UInt8](repeating: 9, count: 64)

  private static func signature(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.positiveInteger(r)
      $0.positiveInteger(s)
    }
    return writer.bytes
  }

  private static func isTaken(_ signature: [UInt8]) -> Bool {
    P256Claim(signature: signature, digest: digest, point: point) != nil
  }

  @Test("are two numbers, which are given 32 octets each")
  func numbers() throws {
    let most = Array(P256ClaimTests.order.dropLast()) + [0x50]
    let claim = try #require(
      P256Claim(
        signature: P256ClaimTests.signature([1], most), digest: P256ClaimTests.digest, point: P256ClaimTests.point))
    #expect(claim.r == [UInt8](repeating: 0, count: 31) + [1])
    #expect(claim.s == most)
  }

  @Test("have no number that is zero, as large as the order, or larger")
  func range() {
    for bad in [[0], P256ClaimTests.order, [UInt8](repeating: 0xFF, count: 32), [1] + [UInt8](repeating: 0, count: 32)]
    {
      #expect(!P256ClaimTests.isTaken(P256ClaimTests.signature(bad, [1])))
      #expect(!P256ClaimTests.isTaken(P256ClaimTests.signature([1], bad)))
    }
  }

  @Test(
    "are DER",
    arguments: [
      [], [0x30, 0x00], [0x30, 0x03, 0x02, 0x01, 0x01], [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00],
      [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00], [0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01],
      [0x30, 0x06, 0x02, 0x01, 0xFF, 0x02, 0x01, 0x01], [0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x01],
      [0x30, 0x81, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], [0x30, 0x06, 0x02, 0x01, 0x01, 0x04, 0x01, 0x01],
    ] as [[UInt8]])
  func malformed(signature: [UInt8]) { #expect(!P256ClaimTests.isTaken(signature)) }

  @Test("are over 32 octets and of an uncompressed point")
  func shapes() {
    let signature = P256ClaimTests.signature([1], [1])
    #expect(P256ClaimTests.isTaken(signature))
    #expect(P256Claim(signature: signature, digest: [7], point: P256ClaimTests.point) == nil)
    for point in [[0], [2] + [UInt8](repeating: 9, count: 32), [6] + [UInt8](repeating: 9, count: 64)] as [[UInt8]] {
      #expect(P256Claim(signature: signature, digest: P256ClaimTests.digest, point: point) == nil)
    }
  }
}
