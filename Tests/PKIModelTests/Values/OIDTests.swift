import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Object identifiers")
struct OIDTests {
  @Test(
    "are encoded as X.690 8.19 says and printed as dotted digits",
    arguments: [
      ("0.0", [0x00]), ("0.39", [0x27]), ("1.0", [0x28]), ("1.39", [0x4F]), ("2.0", [0x50]), ("2.39", [0x77]),
      ("2.40", [0x78]), ("2.47", [0x7F]), ("2.48", [0x81, 0x00]), ("2.999", [0x88, 0x37]),
      ("2.999.3", [0x88, 0x37, 0x03]), ("1.2.127", [0x2A, 0x7F]), ("1.2.128", [0x2A, 0x81, 0x00]),
      ("1.2.16383", [0x2A, 0xFF, 0x7F]), ("1.2.16384", [0x2A, 0x81, 0x80, 0x00]),
      ("1.2.840.113549.1.1.11", [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]),
      ("2.5.29.17", [0x55, 0x1D, 0x11]),
      // UUIDs cut to what fits; 2^62 - 1 is the largest arc that certmill writes.
      ("2.25.4611686018427387903", [0x69, 0xBF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
    ] as [(String, [UInt8])])
  func encoding(text: String, octets: [UInt8]) throws {
    let oid = try #require(OID(dotted: text))
    #expect(oid.octets == octets)
    #expect(oid.description == text)
    #expect(OID(checkedOctets: octets).description == text)
  }

  @Test(
    "are not made from other text",
    arguments: [
      "", ".", "1", "1.", ".1", "1..2", "1.2.", " 1.2", "1.2 ", "1.40", "0.40", "3.1", "1.02", "01.2", "1.2.-3",
      "1.2.+3", "1.2.a", "1.2.٣", "1,2", "2.25.4611686018427387904", "2.25.99999999999999999999999999", "oid:1.2",
    ])
  func refusedText(text: String) {
    #expect(OID(dotted: text) == nil)
  }

  @Test(
    "with as many octets as a reader takes are the longest that text makes", arguments: [(127, true), (128, false)])
  func longText(arcs: Int, isAllowed: Bool) throws {
    let oid = OID(dotted: "1.2" + String(repeating: ".1", count: arcs))
    #expect((oid != nil) == isAllowed)
    if let oid { #expect(try OIDTests.reread(oid) == oid) }
  }

  @Test("with arcs beyond 63 bits are printed without loss")
  func hugeArcs() {
    // 2.25.2^63 has ten octets of arc.
    let octets: [UInt8] = [0x69, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]
    #expect(OID(checkedOctets: octets).description == "2.25.0x81808080808080808000")
    #expect(OID(checkedOctets: Array(octets.dropFirst())).description == "0x81808080808080808000")
  }

  @Test("differ where their octets differ")
  func equality() {
    #expect(OID(1, 2, 3) == OID(dotted: "1.2.3"))
    #expect(OID(1, 2, 3) != OID(1, 2, 4))
    #expect(OID(1, 2, 3).hashValue == OID(1, 2, 3).hashValue)
  }

  @Test("survive writing and reading", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<100 {
      let root = Int.random(in: 0...2, using: &random)
      let second = UInt64.random(in: 0..<(root == 2 ? 1 << 40 : 40), using: &random)
      let rest = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        random.next() >> Int.random(in: 2...63, using: &random)
      }
      let text = ([UInt64(root), second] + rest).map(String.init).joined(separator: ".")
      let oid = try #require(OID(dotted: text), "seed \(seed)")
      #expect(oid.description == text, "seed \(seed)")
      #expect(try OIDTests.reread(oid) == oid, "seed \(seed)")
    }
  }

  private static func reread(_ oid: OID) throws -> OID {
    var writer = DERWriter()
    oid.write(to: &writer)
    var reader = DERReader(writer.bytes)
    let reread = try reader.objectIdentifier()
    try reader.finish()
    return reread
  }
}
