import TestSupport
import Testing

@testable import DERCoding

@Suite("DER throughout")
struct DERValidationTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let rule: DERError.Rule
    let offset: Int

    init(_ name: String, _ bytes: [UInt8], _ rule: DERError.Rule, at offset: Int = 2) {
      self.name = name
      self.bytes = bytes
      self.rule = rule
      self.offset = offset
    }

    var testDescription: String { name }
  }

  /// Each stands inside a SEQUENCE, which alone would hide it.
  static let broken = [
    Broken("boolean 01", [0x30, 0x03, 0x01, 0x01, 0x01], .booleanValue),
    Broken("padded integer", [0x30, 0x04, 0x02, 0x02, 0x00, 0x01], .integerNotMinimal),
    Broken("empty integer", [0x30, 0x02, 0x02, 0x00], .integerNotMinimal),
    Broken("padded enumerated", [0x30, 0x04, 0x0A, 0x02, 0x00, 0x01], .integerNotMinimal),
    Broken("bit string with unused bits set", [0x30, 0x04, 0x03, 0x02, 0x01, 0x01], .bitString),
    Broken("NULL with contents", [0x30, 0x03, 0x05, 0x01, 0x00], .nullLength),
    Broken("padded arc", [0x30, 0x04, 0x06, 0x02, 0x80, 0x01], .objectIdentifier),
    Broken("primitive SEQUENCE", [0x30, 0x02, 0x10, 0x00], .constructedExpected),
    Broken("primitive SET", [0x30, 0x02, 0x11, 0x00], .constructedExpected),
    Broken("constructed OCTET STRING", [0x30, 0x05, 0x24, 0x03, 0x04, 0x01, 0xAA], .primitiveExpected),
    Broken("constructed BIT STRING", [0x30, 0x02, 0x23, 0x00], .primitiveExpected),
    Broken("constructed UTF8String", [0x30, 0x02, 0x2C, 0x00], .primitiveExpected),
    Broken("SET out of order", [0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01], .setOrder, at: 5),
    Broken("a shorter element behind a longer", [0x31, 0x06, 0x04, 0x02, 0, 0, 0x04, 0x00], .setOrder, at: 6),
    Broken("PrintableString with @", [0x30, 0x03, 0x13, 0x01, 0x40], .characters),
    Broken("PrintableString with *", [0x30, 0x03, 0x13, 0x01, 0x2A], .characters),
    Broken("IA5String with an octet above 7F", [0x30, 0x03, 0x16, 0x01, 0x80], .characters),
    Broken("NumericString with a letter", [0x30, 0x03, 0x12, 0x01, 0x41], .characters),
    Broken("VisibleString with a line feed", [0x30, 0x03, 0x1A, 0x01, 0x0A], .characters),
    Broken("UTF8String with an overlong form", [0x30, 0x04, 0x0C, 0x02, 0xC0, 0x80], .characters),
    Broken("UTF8String with a surrogate", [0x30, 0x05, 0x0C, 0x03, 0xED, 0xA0, 0x80], .characters),
    Broken("BMPString of three octets", [0x30, 0x05, 0x1E, 0x03, 0, 0x41, 0], .characters),
    Broken("UniversalString of two octets", [0x30, 0x04, 0x1C, 0x02, 0, 0x41], .characters),
    Broken("indefinite length inside", [0x30, 0x04, 0x30, 0x80, 0x00, 0x00], .indefiniteLength, at: 3),
    Broken("an element that leaves its parent", [0x30, 0x03, 0x04, 0x02, 0x00, 0xFF], .trailingBytes, at: 5),
    Broken("octets behind the element", [0x05, 0x00, 0x00], .trailingBytes),
    Broken("inside a context tag", [0xA0, 0x03, 0x01, 0x01, 0x01], .booleanValue),
    Broken("nothing", [], .truncated, at: 0),
  ]

  @Test("finds what is not DER, however deep", arguments: broken)
  func refuses(_ broken: Broken) {
    #expect(throws: DERError(broken.rule, at: broken.offset)) { try DERValidation.validate(broken.bytes) }
  }

  @Test(
    "accepts what DER allows",
    arguments: [
      [0x30, 0x00], [0x31, 0x00], [0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01],
      [0x31, 0x05, 0x04, 0x00, 0x04, 0x01, 0x00], [0x31, 0x06, 0x02, 0x01, 0xFF, 0x04, 0x01, 0x00],
      // Context tags are opaque when primitive, and OCTET STRINGs always.
      [0x30, 0x03, 0x81, 0x01, 0xFF], [0x04, 0x03, 0x01, 0x01, 0x01],
      // T.61 has no alphabet that could be checked.
      [0x14, 0x01, 0xE4], [0x0C, 0x02, 0xC3, 0xA4],
    ] as [[UInt8]])
  func accepts(bytes: [UInt8]) throws {
    try DERValidation.validate(bytes)
  }

  @Test("a window is judged alone", arguments: [(2..<5, true), (0..<5, false), (2..<4, false)])
  func window(range: Range<Int>, isValid: Bool) {
    let bytes: [UInt8] = [0x01, 0x01, 0x02, 0x01, 0x05]
    #expect(((try? DERValidation.validate(bytes, window: range)) != nil) == isValid)
  }

  @Test("refuses elements more than 32 deep, and says where", arguments: [(32, true), (33, false)])
  func depth(levels: Int, isAllowed: Bool) {
    var bytes: [UInt8] = []
    for _ in 0..<levels { bytes = DERWriter.with { $0.element(.sequence, bytes) }.bytes }
    if isAllowed {
      #expect(throws: Never.self) { try DERValidation.validate(bytes) }
    } else {
      #expect(throws: DERError(.tooDeep, at: 64)) { try DERValidation.validate(bytes) }
    }
  }

  @Test("100,000 levels cost neither the stack nor time")
  func absurdDepth() {
    let bytes = [UInt8](repeating: 0x30, count: 100_000)
    #expect(throws: DERError.self) { try DERValidation.validate(bytes) }
  }
}
