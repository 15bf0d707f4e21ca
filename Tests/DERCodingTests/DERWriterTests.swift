import TestSupport
import Testing

@testable import DERCoding

@Suite("DER writer")
struct DERWriterTests {
  @Test(
    "writes integers in the fewest octets",
    arguments: [
      (0, [0x02, 0x01, 0x00]), (1, [0x02, 0x01, 0x01]), (127, [0x02, 0x01, 0x7F]), (128, [0x02, 0x02, 0x00, 0x80]),
      (255, [0x02, 0x02, 0x00, 0xFF]), (256, [0x02, 0x02, 0x01, 0x00]), (-1, [0x02, 0x01, 0xFF]),
      (-128, [0x02, 0x01, 0x80]), (-129, [0x02, 0x02, 0xFF, 0x7F]), (-256, [0x02, 0x02, 0xFF, 0x00]),
      (.max, [0x02, 0x08, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
      (.min, [0x02, 0x08, 0x80, 0, 0, 0, 0, 0, 0, 0]),
    ] as [(Int, [UInt8])])
  func integers(value: Int, bytes: [UInt8]) {
    #expect(DERWriter.with { $0.integer(value) }.bytes == bytes)
  }

  @Test("puts what is encoded before what was written, and writes a head for contents that stand elsewhere")
  func composition() {
    var writer = DERWriter()
    writer.raw([0x05, 0x00])
    writer.prepend([0x01, 0x01, 0xFF])
    var head = DERWriter()
    for size in [5, 127, 128, 70_000] { head.header(.sequence, contentOctets: size) }
    writer.prepend(head.bytes)
    #expect(
      writer.bytes
        == [0x30, 0x05, 0x30, 0x7F, 0x30, 0x81, 0x80, 0x30, 0x83, 0x01, 0x11, 0x70, 0x01, 0x01, 0xFF, 0x05, 0x00])
  }

  @Test(
    "pads a magnitude only where its first bit is set",
    arguments: [
      ([], [0x02, 0x01, 0x00]), ([0x01], [0x02, 0x01, 0x01]), ([0x7F, 0xFF], [0x02, 0x02, 0x7F, 0xFF]),
      ([0x80], [0x02, 0x02, 0x00, 0x80]), ([0xFF, 0x00], [0x02, 0x03, 0x00, 0xFF, 0x00]),
    ] as [([UInt8], [UInt8])])
  func magnitudes(magnitude: [UInt8], bytes: [UInt8]) {
    #expect(DERWriter.with { $0.positiveInteger(magnitude) }.bytes == bytes)
  }

  @Test(
    "removes trailing zero bits of named bits (X.690 11.2.2)",
    arguments: [
      ([], [0x03, 0x01, 0x00]), ([0], [0x03, 0x02, 0x07, 0x80]), ([7], [0x03, 0x02, 0x00, 0x01]),
      ([8], [0x03, 0x03, 0x07, 0x00, 0x80]), ([0, 2], [0x03, 0x02, 0x05, 0xA0]),
      ([5, 6], [0x03, 0x02, 0x01, 0x06]),
    ] as [([Int], [UInt8])])
  func namedBits(bits: [Int], bytes: [UInt8]) {
    #expect(DERWriter.with { $0.namedBits({ bits.contains($0) }, count: 9) }.bytes == bytes)
  }

  @Test("writes booleans, NULL and bit strings")
  func simple() {
    #expect(DERWriter.with { $0.boolean(true) }.bytes == [0x01, 0x01, 0xFF])
    #expect(DERWriter.with { $0.boolean(false) }.bytes == [0x01, 0x01, 0x00])
    #expect(DERWriter.with { $0.null() }.bytes == [0x05, 0x00])
    #expect(DERWriter.with { $0.bitString([0xAB]) }.bytes == [0x03, 0x02, 0x00, 0xAB])
    #expect(DERWriter.with { $0.integer(10, .enumerated) }.bytes == [0x0A, 0x01, 0x0A])
  }

  @Test(
    "a length is written in the fewest octets, whether known before or after the contents",
    arguments: [
      (0, [0x00]), (127, [0x7F]), (128, [0x81, 0x80]), (255, [0x81, 0xFF]), (256, [0x82, 0x01, 0x00]),
      (65535, [0x82, 0xFF, 0xFF]), (65536, [0x83, 0x01, 0x00, 0x00]),
    ] as [(Int, [UInt8])])
  func lengths(count: Int, header: [UInt8]) {
    let contents = [UInt8](repeating: 0x5A, count: count)
    #expect(DERWriter.with { $0.element(.sequence, contents) }.bytes == [0x30] + header + contents)
    #expect(DERWriter.with { $0.sequence { $0.raw(contents) } }.bytes == [0x30] + header + contents)
  }

  @Test("forgets everything and starts anew")
  func removeAll() {
    var writer = DERWriter.with { $0.integer(5) }
    writer.removeAll()
    #expect(writer.bytes == [])
    writer.null()
    #expect(writer.bytes == [0x05, 0x00])
  }

  /// A tree of values that can be written and read.
  indirect enum Tree: Equatable {
    case integer(Int), boolean(Bool), null, octets([UInt8]), bits([UInt8]), oid([UInt8]), sequence([Tree])

    static func random(_ random: inout SplitMix, depth: Int) -> Tree {
      switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
      case 0: .integer(Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random))
      case 1: .boolean(Bool.random(using: &random))
      case 2: .null
      case 3: .octets(random.octets(Int.random(in: 0...300, using: &random)))
      case 4: .bits(random.octets(Int.random(in: 0...140, using: &random)))
      case 5: .oid((0..<Int.random(in: 1...9, using: &random)).map { _ in UInt8(random.next() & 0x7F) })
      default: .sequence((0..<Int.random(in: 0...5, using: &random)).map { _ in .random(&random, depth: depth - 1) })
      }
    }

    func write(to writer: inout DERWriter) {
      switch self {
      case .integer(let value): writer.integer(value)
      case .boolean(let value): writer.boolean(value)
      case .null: writer.null()
      case .octets(let octets): writer.element(.octetString, octets)
      case .bits(let octets): writer.bitString(octets)
      case .oid(let octets): writer.element(.objectIdentifier, octets)
      case .sequence(let children): writer.sequence { for child in children { child.write(to: &$0) } }
      }
    }

    init(reading reader: inout DERReader) throws {
      switch reader.nextTag {
      case .integer: self = .integer(try reader.integer())
      case .boolean: self = .boolean(try reader.boolean())
      case .octetString: self = .octets(reader.copy(try reader.next().contents))
      case .bitString: self = .bits(reader.copy(try reader.octetAlignedBitString()))
      case .objectIdentifier: self = .oid(reader.copy(try reader.objectIdentifierOctets()))
      case .sequence:
        var inner = try reader.enter(.sequence)
        var children: [Tree] = []
        while !inner.isAtEnd { children.append(try Tree(reading: &inner)) }
        self = .sequence(children)
      default:
        try reader.null()
        self = .null
      }
    }
  }

  @Test("whatever is written is DER and reads as the same", arguments: 0..<40)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<25 {
      let tree = Tree.random(&random, depth: 6)
      let bytes = DERWriter.with { tree.write(to: &$0) }.bytes
      #expect(throws: Never.self, "seed \(seed)") { try DERValidation.validate(bytes) }
      var reader = DERReader(bytes)
      #expect(try Tree(reading: &reader) == tree, "seed \(seed)")
      try reader.finish()
    }
  }
}
