import Testing

@testable import Configuration

@Suite("The list of compromised keys")
struct CompromisedKeysTests {
  private let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test("holds a digest on each line, remarks apart, and belongs to the configuration")
  func reading() throws {
    var kit = try HomeKit()
    let without = try kit.load()
    #expect(without.compromisedKeys.isEmpty)
    kit.put("compromised-keys.txt", "# keys\n\(digest)\n\n\(String(repeating: "F", count: 64))")
    let with = try kit.load()
    #expect(with.compromisedKeys.contains([UInt8](repeating: 0xFF, count: 32)))
    #expect(with.compromisedKeys.count == 2)
    #expect(with.files.contains("compromised-keys.txt"))
    #expect(with.canonicalOctets != without.canonicalOctets)
    kit.put("compromised-keys.txt", "\(String(repeating: "f", count: 64))\n\(digest)\n")
    #expect(try kit.load().canonicalOctets == with.canonicalOctets)
  }

  @Test("is refused with the number of the line that is no digest", arguments: ["0123", "sha256:", "é"])
  func malformed(line: String) throws {
    var kit = try HomeKit()
    kit.put("compromised-keys.txt", "\(digest)\n\(line)\n")
    #expect(
      kit.problems() == ["compromised-keys.txt# document.syntax: line 2 is not a SHA-256 digest"])
  }
}
