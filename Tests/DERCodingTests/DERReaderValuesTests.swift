import Testing

@testable import DERCoding

@Suite("DER values")
struct DERReaderValuesTests {
  @Test(
    "integers are in the fewest octets (X.690 8.3.2)",
    arguments: [
      ([0x02, 0x00], DERError.Rule.integerNotMinimal),
      ([0x02, 0x02, 0x00, 0x00], .integerNotMinimal),
      ([0x02, 0x02, 0x00, 0x7F], .integerNotMinimal),
      ([0x02, 0x02, 0xFF, 0x80], .integerNotMinimal),
      ([0x02, 0x02, 0xFF, 0xFF], .integerNotMinimal),
      ([0x02, 0x09, 0x00, 0x80, 0, 0, 0, 0, 0, 0, 0], .value),
      ([0x02, 0x09, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0], .value),
      ([0x22, 0x01, 0x01], .unexpectedTag),
      ([0x0A, 0x01, 0x01], .unexpectedTag),
    ] as [([UInt8], DERError.Rule)])
  func integerRules(bytes: [UInt8], rule: DERError.Rule) {
    var reader = DERReader(bytes)
    #expect(throws: DERError(rule, at: 0)) { try reader.integer() }
  }

  @Test(
    "integers have the values of two's complement",
    arguments: [
      ([0x02, 0x01, 0x00], 0), ([0x02, 0x01, 0x7F], 127), ([0x02, 0x02, 0x00, 0x80], 128),
      ([0x02, 0x01, 0x80], -128), ([0x02, 0x02, 0xFF, 0x7F], -129), ([0x02, 0x01, 0xFF], -1),
      ([0x02, 0x08, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .max),
      ([0x02, 0x08, 0x80, 0, 0, 0, 0, 0, 0, 0], .min),
    ] as [([UInt8], Int)])
  func integerValues(bytes: [UInt8], value: Int) throws {
    var reader = DERReader(bytes)
    #expect(try reader.integer() == value)
    try reader.finish()
  }

  @Test("an ENUMERATED is read by its own tag")
  func enumerated() throws {
    var reader = DERReader([0x0A, 0x01, 0x0A])
    #expect(try reader.integer(.enumerated) == 10)
  }

  @Test(
    "a boolean is 00 or FF, in one octet (X.690 11.1)",
    arguments: [[0x01, 0x00], [0x01, 0x01, 0x01], [0x01, 0x01, 0xFE], [0x01, 0x02, 0x00, 0x00]] as [[UInt8]])
  func booleanRules(bytes: [UInt8]) {
    var reader = DERReader(bytes)
    #expect(throws: DERError(.booleanValue, at: 0)) { try reader.boolean() }
  }

  @Test("a boolean's values")
  func booleanValues() throws {
    var reader = DERReader([0x01, 0x01, 0xFF, 0x01, 0x01, 0x00])
    #expect(try reader.boolean())
    #expect(try !reader.boolean())
  }

  @Test(
    "a bit string states 0 to 7 unused bits, which exist and are zero (X.690 8.6.2, 11.2.1)",
    arguments: [
      [0x03, 0x00], [0x03, 0x02, 0x08, 0x00], [0x03, 0x02, 0xFF, 0x00], [0x03, 0x01, 0x01], [0x03, 0x01, 0x07],
      [0x03, 0x02, 0x01, 0x01], [0x03, 0x02, 0x07, 0x7F], [0x03, 0x03, 0x04, 0x00, 0x08],
    ] as [[UInt8]])
  func bitStringRules(bytes: [UInt8]) {
    var reader = DERReader(bytes)
    #expect(throws: DERError(.bitString, at: 0)) { try reader.bitString() }
  }

  @Test("a bit string gives its unused bits and its octets")
  func bitStringValues() throws {
    var reader = DERReader([0x03, 0x01, 0x00, 0x03, 0x03, 0x04, 0xAB, 0xF0])
    var (unusedBits, octets) = try reader.bitString()
    #expect(unusedBits == 0 && octets == 3..<3)
    (unusedBits, octets) = try reader.bitString()
    #expect(unusedBits == 4 && octets == 6..<8)
  }

  @Test("a key or signature has no unused bits")
  func octetAligned() throws {
    var reader = DERReader([0x05, 0x00, 0x03, 0x02, 0x01, 0xFE])
    try reader.null()
    #expect(throws: DERError(.bitString, at: 2)) { try reader.octetAlignedBitString() }
    var good = DERReader([0x03, 0x02, 0x00, 0xFE])
    #expect(try good.octetAlignedBitString() == 3..<4)
  }

  @Test(
    "NULL has no contents (X.690 8.8.2)",
    arguments: [
      ([0x05, 0x01, 0x00], DERError.Rule.nullLength), ([0x25, 0x00], .unexpectedTag), ([0x04, 0x00], .unexpectedTag),
    ] as [([UInt8], DERError.Rule)])
  func null(bytes: [UInt8], rule: DERError.Rule) {
    var reader = DERReader(bytes)
    #expect(throws: DERError(rule, at: 0)) { try reader.null() }
  }

  @Test(
    "an object identifier has arcs, each whole and in the fewest octets (X.690 8.19.2)",
    arguments: [
      [0x06, 0x00], [0x06, 0x01, 0x80], [0x06, 0x01, 0x81], [0x06, 0x02, 0x80, 0x01], [0x06, 0x03, 0x2A, 0x80, 0x01],
      [0x06, 0x03, 0x2A, 0x86, 0x86],
    ] as [[UInt8]])
  func objectIdentifierRules(bytes: [UInt8]) {
    var reader = DERReader(bytes)
    #expect(throws: DERError(.objectIdentifier, at: 0)) { try reader.objectIdentifierOctets() }
  }

  @Test("an object identifier has at most 128 octets (OpenSSL CVE-2023-2650)", arguments: [(128, true), (129, false)])
  func longObjectIdentifier(count: Int, isAllowed: Bool) {
    let writer = DERWriter.with { $0.element(.objectIdentifier, [UInt8](repeating: 0x01, count: count)) }
    var reader = DERReader(writer.bytes)
    #expect(((try? reader.objectIdentifierOctets()) != nil) == isAllowed)
  }

  @Test("an object identifier's octets may contain 80 inside an arc")
  func zeroInside() throws {
    // 2.16384: 81 80 50 would be a wrong first arc; 1.2.16384 is 2A 81 80 00.
    var reader = DERReader([0x06, 0x04, 0x2A, 0x81, 0x80, 0x00])
    #expect(try reader.objectIdentifierOctets() == 2..<6)
  }
}

extension DERWriter {
  /// A writer with what `body` writes.
  static func with(_ body: (inout DERWriter) -> Void) -> DERWriter {
    var writer = DERWriter()
    body(&writer)
    return writer
  }
}
