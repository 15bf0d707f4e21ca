import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("Base64")
struct Base64Tests {
  @Test(
    "encodes and decodes the vectors of RFC 4648 section 10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, text: String) {
    #expect(String(decoding: Base64.encode(Array(plain.utf8)), as: UTF8.self) == text)
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
  }

  @Test(
    "refuses what is not canonical (RFC 4648 3.2, 3.3, 3.5)",
    arguments: [
      "Z", "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zm9v=", "Zm9v==", "Zm9v===", "Zm9v====", "=", "==", "====",
      "Z===", "Zh==", "Zm9=", "Zg==Zg==", "=Zg=", "Z=g=", "Zm9vYg==A", "Zm9v-_==", "Zm-_", "Zm9v!", "Zm9v\u{0}",
      "Zm9v\u{C}", "Zm9v\u{A0}", "Zm9vé", "Zm9,",
    ])
  func refused(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test(
    "lets blanks and line breaks stand anywhere", arguments: [" Zm9v\r\nYmFy\t\n", "Z m\n9 v Y\rm F y", "Zg\n=\n=\n"])
  func blanks(text: String) {
    #expect(Base64.decode(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self).first } == "f")
  }

  @Test("breaks lines where it is told, with a break at the end")
  func lines() {
    for (count, lines) in [(0, []), (1, [4]), (48, [64]), (49, [64, 4]), (96, [64, 64])] as [(Int, [Int])] {
      var text: [UInt8] = []
      Base64.append([UInt8](repeating: 0, count: count), to: &text, lineLength: 64)
      #expect(text.split(separator: 0x0A).map(\.count) == lines)
      #expect(text.isEmpty || text.last == 0x0A)
    }
  }

  @Test("agrees with Foundation, also on collections that are not contiguous", arguments: 0..<10)
  func foundation(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<100 {
      let octets = random.octets(Int.random(in: 0...200, using: &random))
      let text = Base64.encode(octets)
      #expect(text == Array(Data(octets).base64EncodedString().utf8), "seed \(seed)")
      #expect(Base64.encode(octets.reversed().reversed().map(\.self)) == text, "seed \(seed)")
      #expect(Base64.encode(octets.lazy.map(\.self)) == text, "seed \(seed)")
      #expect(Base64.decode(text) == octets, "seed \(seed)")
      #expect(Base64.decode(text.lazy.map(\.self)) == octets, "seed \(seed)")
    }
  }

  @Test("accepts nothing that Foundation refuses", arguments: 0..<10)
  func noMoreThanFoundation(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let letters = Array("AQgw+/=".utf8)
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in letters[Int(random.next() % 7)] }
      guard let octets = Base64.decode(text) else { continue }
      #expect(Data(base64Encoded: Data(text)) == Data(octets), "seed \(seed)")
      #expect(Base64.encode(octets) == text, "seed \(seed): only the canonical text is accepted")
    }
  }
}

@Suite("Hexadecimal")
struct HexTests {
  @Test("is written in lower case, two digits an octet")
  func encode() {
    #expect(Hex.encode([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
    #expect(Hex.encode([]) == "")
  }

  @Test("is read in either case")
  func decode() {
    #expect(Hex.decode("000fA0Ff") == [0x00, 0x0F, 0xA0, 0xFF])
    #expect(Hex.decode("") == [])
  }

  @Test(
    "is not read from anything else",
    arguments: ["0", "000", "0x00", "0g", "g0", " 00", "00 ", "00:00", "+1", "-1", "é", "٠٠", "/0", ":0", "@0", "`0"])
  func refused(text: String) {
    #expect(Hex.decode(text) == nil)
  }
}
