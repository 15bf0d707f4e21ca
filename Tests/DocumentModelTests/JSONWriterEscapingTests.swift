import Testing

@testable import DocumentModel

@Suite("Writing JSON strings")
struct JSONWriterEscapingTests {
  private func written(_ value: String) -> String {
    var writer = JSONWriter()
    writer.string(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("every control of C0, DEL and C1 is an escape, so that no terminal obeys it")
  func controls() throws {
    for value in Array(0..<0x20 as Range<UInt32>) + Array(0x7F..<0xA0) {
      let scalar = try #require(Unicode.Scalar(value))
      let text = written("a\(Character(scalar))b")
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }, "U+\(String(value, radix: 16))")
      #expect(text.hasPrefix("\"a\\"))
      #expect(text.hasSuffix("b\""))
    }
  }

  @Test(
    "escapes have the value of their character",
    arguments: [
      ("\u{9B}31m", #""\u009b31m""#), ("\u{80}", #""\u0080""#), ("\u{9F}", #""\u009f""#), ("\u{7F}", #""\u007f""#),
      ("\u{1B}[2J", #""\u001b[2J""#), ("\u{2028}", #""\u2028""#), ("\u{2029}", #""\u2029""#),
    ])
  func escapes(_ value: String, _ expected: String) {
    #expect(written(value) == expected)
  }

  @Test(
    "the neighbours of what is escaped stand as they are",
    arguments: ["\u{A0}", "\u{BF}", "\u{C0}", "\u{7E}", "\u{2027}", "\u{202A}", "\u{20A8}", "\u{E028}", "€", "😀", "é"])
  func neighbours(_ value: String) {
    #expect(written(value) == "\"\(value)\"")
  }

  @Test("what is written is read again as it was, whatever the character")
  func roundTrip() throws {
    for value in 1..<0x3000 as Range<UInt32> {
      let scalar = try #require(Unicode.Scalar(value))
      var writer = JSONWriter()
      writer.string("a\(Character(scalar))b")
      let read = try JSONReader.document(writer.bytes).root.text
      #expect(read.unicodeScalars.map(\.value) == [0x61, value, 0x62])
    }
  }
}
