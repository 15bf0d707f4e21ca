import Diagnostics
import DocumentModel
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  private func error(_ octets: [UInt8], _ limits: DocumentLimits = DocumentLimits()) -> DocumentError? {
    do {
      _ = try JSONReader.document(octets, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "The JSON test suite is judged as it says: y is read, n is refused, i is answered either way",
    .enabled(if: SharedFolder.corpora("json-testsuite") != nil))
  func testSuite() {
    var refused: [String] = []
    for file in Corpus.files("json-testsuite") {
      let name = String(file.name.dropFirst("json-testsuite/".count))
      let error = error(file.octets)
      if name.hasPrefix("n_") { #expect(error != nil, "\(name)") }
      if name.hasPrefix("y_"), error != nil { refused.append(name) }
    }
    // RFC 8259 4 leaves it to the reader what becomes of a name that stands twice.
    #expect(refused == ["y_object_duplicated_key.json"])
  }

  @Test(
    "Texts that readers disagree on are answered, without a crash",
    .enabled(if: SharedFolder.corpora("json-transform") != nil))
  func disagreements() {
    let answers = Corpus.files("json-transform").map { (name: $0.name, error: error($0.octets)) }
    #expect(answers.count == 13)
    #expect(answers.filter { $0.name.contains("/number_") }.allSatisfy { $0.error == nil })
    #expect(answers.filter { $0.name.contains("_same_") }.allSatisfy { $0.error?.code == .documentDuplicateMember })
    #expect(answers.filter { $0.name.contains("invalid_codepoint") }.allSatisfy { $0.error?.code == .documentEncoding })
  }

  @Test(
    "What is not JSON is refused with the place",
    arguments: [
      ("", 0, "a value is missing"), (" ", 1, "a value is missing"), ("{", 1, "the text ends inside a value"),
      ("[1,]", 3, "a value is missing"), ("[1 2]", 3, "a comma is missing"), ("[,1]", 1, "a value is missing"),
      ("{\"a\" 1}", 5, "a colon is missing"), ("{a:1}", 1, "a member's name is missing"),
      ("{\"a\":1,}", 7, "a member's name is missing"), ("{'a':1}", 1, "a member's name is missing"),
      ("01", 0, "a value is missing"), ("+1", 0, "a value is missing"), ("1.", 0, "a value is missing"),
      (".5", 0, "a value is missing"), ("1e", 0, "a value is missing"), ("-", 0, "a value is missing"),
      ("NaN", 0, "a value is missing"), ("Infinity", 0, "a value is missing"), ("tru", 0, "a value is missing"),
      ("TRUE", 0, "a value is missing"), ("truefalse", 4, "something follows the value"),
      ("[1]]", 3, "something follows the value"), ("{}{}", 2, "something follows the value"),
      ("/* */1", 0, "a value is missing"), ("[1}", 2, "a comma is missing"), ("\"a", 0, "a string does not end"),
      ("\"\\x41\"", 1, "an unknown escape"), ("\"\\u12g4\"", 1, "\\u without four digits"),
      ("\"\\u0000\"", 1, "U+0000 in a string"), ("\"a\nb\"", 2, "a control character stands unescaped in a string"),
      ("\u{FEFF}1", 0, "the text begins with a byte order mark"), ("\u{A0}1", 0, "a value is missing"),
      ("\"\\ud800\"", 1, "half of a surrogate pair"), ("\"\\udc00\"", 1, "half of a surrogate pair"),
      ("\"\\ud800\\u0041\"", 1, "half of a surrogate pair"),
    ])
  func syntax(text: String, offset: Int, problem: String) {
    let error = error(Array(text.utf8))
    #expect(error?.offset == offset)
    #expect(error?.problem == problem)
  }

  @Test(
    "Octets that are not UTF-8 are refused",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0xC3],
    ] as [[UInt8]])
  func encoding(octets: [UInt8]) {
    let error = error([0x22] + octets + [0x22])
    #expect(error?.code == .documentEncoding)
    #expect(error?.offset == 1)
  }

  @Test(
    "A member that stands twice is found, however it is spelt",
    arguments: [
      "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":1}", "{\"x\":{\"/\":1,\"\\/\":1}}", "[{},{\"\":1,\"\":2}]",
    ])
  func duplicates(text: String) {
    #expect(error(Array(text.utf8))?.code == .documentDuplicateMember)
  }

  @Test("Names that only look alike are different")
  func lookalikes() {
    #expect(error(Array("{\"é\":1,\"e\u{301}\":2,\"a\":3,\"A\":4,\"а\":5}".utf8)) == nil)
  }

  @Test("Each limit refuses what is one above it, and nothing below")
  func limits() {
    var limits = DocumentLimits()
    limits.nesting = 3
    limits.stringOctets = 4
    limits.nodes = 5
    limits.recordOctets = 20
    #expect(error(Array("[[[1]]]".utf8), limits) == nil)
    #expect(error(Array("[[[[]]]]".utf8), limits)?.problem == "values are nested more than 3 deep")
    #expect(error(Array("\"abcd\"".utf8), limits) == nil)
    #expect(error(Array("\"abcde\"".utf8), limits)?.problem == "a string is longer than 4 octets")
    #expect(error(Array("{\"abcde\":1}".utf8), limits)?.problem == "a string is longer than 4 octets")
    #expect(error(Array("[1,2,3,4]".utf8), limits) == nil)
    #expect(error(Array("[1,2,3,4,5]".utf8), limits)?.problem == "more than 5 values in one record")
    #expect(error(Array(repeating: 0x20, count: 19) + [0x31], limits) == nil)
    #expect(error(Array(repeating: 0x20, count: 20) + [0x31], limits)?.problem == "the record is larger than 20 octets")
  }

  @Test("Depth costs memory only: 100,000 brackets are refused, not a crash")
  func depth() {
    #expect(error(Array(repeating: 0x5B, count: 100_000))?.code == .documentLimit)
    #expect(error(Array(String(repeating: "{\"a\":", count: 100_000).utf8))?.code == .documentLimit)
  }

  @Test("Escapes are undone when a string is asked for")
  func escapes() throws {
    let document = try JSONReader.document(Array(#"{"a\n":"\"\\\/\b\f\n\r\té\ud83d\ude00"}"#.utf8))
    let member = document.root.children.map { $0 }
    #expect(member.first?.name == "a\n")
    #expect(member.first?.text == "\"\\/\u{8}\u{C}\n\r\té😀")
    #expect(document.root.member("a\n") != nil)
  }

  @Test("Mutations of a document never crash the reader")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(seed: seed)
    let text = Array(#"{"a":[1,-2.5e3,true,false,null,"x\u00e9\ud83d\ude00\n"],"b":{"":{}},"ü":"ß"}"#.utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      var octets = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<octets.count, using: &generator)
        octets[index] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let document = try? JSONReader.document(octets) else { continue }
      accepted += 1
      var writer = JSONWriter()
      writer.value(document.root)
      #expect(error(writer.bytes) == nil, "seed \(seed)")
    }
    #expect(accepted > 0)
  }
}
