import TestSupport
import Testing

@testable import DERCoding

@Suite("DER reader")
struct DERReaderTests {
  /// Bytes that break one rule of tags and lengths.
  struct Broken: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let rule: DERError.Rule
    var offset = 0

    var testDescription: String { name }
  }

  static let broken = [
    Broken(name: "nothing", bytes: [], rule: .truncated),
    Broken(name: "a tag alone", bytes: [0x02], rule: .truncated, offset: 1),
    Broken(name: "one octet of contents too few", bytes: [0x04, 0x02, 0x00], rule: .truncated),
    Broken(name: "a length that is cut off", bytes: [0x04, 0x82, 0x01], rule: .truncated, offset: 3),
    Broken(name: "a length beyond the end", bytes: [0x04, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], rule: .truncated),
    Broken(name: "indefinite length", bytes: [0x30, 0x80, 0x00, 0x00], rule: .indefiniteLength, offset: 1),
    Broken(name: "0 in the long form", bytes: [0x04, 0x81, 0x00], rule: .lengthNotMinimal, offset: 1),
    Broken(name: "127 in the long form", bytes: [0x04, 0x81, 0x7F], rule: .lengthNotMinimal, offset: 1),
    Broken(name: "a leading zero octet", bytes: [0x04, 0x82, 0x00, 0x80], rule: .lengthNotMinimal, offset: 1),
    Broken(name: "a leading zero octet of four", bytes: [0x04, 0x84, 0, 1, 0, 0], rule: .lengthNotMinimal, offset: 1),
    Broken(name: "a length of five octets", bytes: [0x04, 0x85, 1, 0, 0, 0, 0], rule: .lengthTooLarge, offset: 1),
    Broken(name: "the reserved length 255", bytes: [0x04, 0xFF], rule: .lengthTooLarge, offset: 1),
    Broken(name: "a long tag that is cut off", bytes: [0x1F], rule: .truncated, offset: 1),
    Broken(name: "a long tag that goes on for ever", bytes: [0x1F, 0x81, 0x81], rule: .truncated, offset: 3),
    Broken(name: "tag number 30 in the long form", bytes: [0x1F, 0x1E, 0x00], rule: .tagNotMinimal),
    Broken(name: "a long tag that begins with zero", bytes: [0x1F, 0x80, 0x7F, 0x00], rule: .tagNotMinimal),
    Broken(
      name: "a tag number of 28 bits", bytes: [0x1F, 0xFF, 0xFF, 0xFF, 0x7F, 0x00], rule: .lengthTooLarge),
  ]

  @Test("refuses tags and lengths that are not DER (X.690 8.1, 10.1)", arguments: broken)
  func refuses(_ broken: Broken) {
    var reader = DERReader(broken.bytes)
    #expect(throws: DERError(broken.rule, at: broken.offset)) { try reader.next() }
  }

  @Test(
    "reads lengths at the borders of their forms",
    arguments: [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x1_0000])
  func lengths(count: Int) throws {
    let header: [UInt8] =
      switch count {
      case 0..<0x80: [UInt8(count)]
      case 0x80...0xFF: [0x81, UInt8(count)]
      case 0x100...0xFFFF: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
      default: [0x83, UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
      }
    let bytes = [0x04] + header + [UInt8](repeating: 0xAB, count: count)
    var reader = DERReader(bytes)
    let element = try reader.next(.octetString)
    #expect(element.whole == 0..<bytes.count)
    #expect(element.contents == (1 + header.count)..<bytes.count)
    try reader.finish()
  }

  @Test("reads tag numbers above 30 and keeps their first octet")
  func longTag() throws {
    var reader = DERReader([0xBF, 0x1F, 0x01, 0xAA, 0x5F, 0x81, 0x00, 0x00])
    #expect(try reader.next() == DERElement(tag: DERTag(rawValue: 0xBF), whole: 0..<4, contents: 3..<4))
    #expect(try reader.next() == DERElement(tag: DERTag(rawValue: 0x5F), whole: 4..<8, contents: 8..<8))
    #expect(reader.isAtEnd)
  }

  @Test("tells a missing element from one with another tag")
  func expectedTag() {
    var reader = DERReader([0x05, 0x00])
    #expect(throws: DERError(.unexpectedTag, at: 0)) { try reader.next(.integer) }
    var empty = DERReader([])
    #expect(throws: DERError(.truncated, at: 0)) { try empty.next(.integer) }
  }

  @Test("takes an optional element only if it has the tag")
  func optional() throws {
    var reader = DERReader([0x05, 0x00, 0x01, 0x01, 0xFF])
    #expect(try reader.nextIf(.boolean) == nil)
    #expect(try reader.nextIf(.null) != nil)
    #expect(try reader.nextIf(.boolean) != nil)
    #expect(try reader.nextIf(.boolean) == nil)
  }

  @Test("demands that nothing follows, and says where it begins")
  func trailing() throws {
    var reader = DERReader([0x05, 0x00, 0x00])
    try reader.null()
    #expect(throws: DERError(.trailingBytes, at: 2)) { try reader.finish() }
  }

  @Test("a window ends where its element ends, whatever lies behind")
  func window() throws {
    // The inner OCTET STRING claims two octets; only one lies inside the SEQUENCE.
    var reader = DERReader([0x30, 0x03, 0x04, 0x02, 0xAA, 0xBB])
    var inner = try reader.enter(.sequence)
    #expect(throws: DERError(.truncated, at: 2)) { try inner.next() }
    #expect(throws: DERError(.trailingBytes, at: 5)) { try reader.finish() }
  }

  @Test("positions and copies refer to the whole bytes")
  func positions() throws {
    var reader = DERReader([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x07])
    var outer = try reader.enter(.sequence)
    let element = try outer.next(.sequence)
    #expect(element.whole == 2..<7)
    #expect(outer.copy(element.contents) == [0x02, 0x01, 0x07])
    var inner = outer.window(element)
    #expect(inner.nextTag == .integer)
    #expect(try inner.integer() == 7)
    #expect(inner.nextTag == nil)
  }

  @Test("says a broken rule and its place in one line")
  func errorText() {
    #expect(DERError(.truncated, at: 17).text == "the element ends before its length (at octet 17)")
  }

  @Test("random bytes are read or refused, never more than there are", arguments: 0..<20)
  func randomBytes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      let bytes = random.octets(Int.random(in: 0...40, using: &random))
      var reader = DERReader(bytes)
      while !reader.isAtEnd, let element = try? reader.next() {
        #expect(element.whole.upperBound <= bytes.count && !element.whole.isEmpty, "seed \(seed)")
      }
      #expect(reader.position <= bytes.count, "seed \(seed)")
      readEverything(bytes)
    }
  }

  private func readEverything(_ bytes: [UInt8]) {
    var readers = (0..<8).map { _ in DERReader(bytes) }
    _ = try? readers[0].integer()
    _ = try? readers[1].boolean()
    _ = try? readers[2].bitString()
    _ = try? readers[3].octetAlignedBitString()
    _ = try? readers[4].objectIdentifierOctets()
    _ = try? readers[5].null()
    _ = try? readers[6].integerOctets(.enumerated)
    _ = try? DERValidation.validate(bytes)
  }
}
