import PKIModel
import Testing

@testable import OpenSSLBackend

@Suite("Secrets and randomness")
struct SecretOctetsTests {
  @Test("secrets print as nothing")
  func description() {
    let secret = SecretOctets(copying: Array("hunter2".utf8))
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(describing: secret), String(reflecting: secret), dumped] {
      #expect(!text.contains("hunter2"))
    }
    #expect("\(secret)" == "<redacted>")
    #expect("\([secret])" == "[<redacted>]")
  }

  @Test("secrets hold their octets")
  func octets() {
    let secret = SecretOctets(copying: [1, 2, 3])
    #expect(secret.count == 3)
    #expect(secret.withBytes { Array($0) } == [1, 2, 3])
    #expect(SecretOctets(copying: []).withBytes { $0.count } == 0)
    let filled = SecretOctets(capacity: 8) { storage in
      storage.copyBytes(from: [9, 8])
      return 2
    }
    #expect(filled.withBytes { Array($0) } == [9, 8])
  }

  @Test("are compared whole")
  func constantTime() {
    #expect(constantTimeEquals([], []))
    #expect(constantTimeEquals([1, 2], [1, 2]))
    for (left, right) in [([1, 2], [1, 3]), ([1, 2], [2, 2]), ([1], [1, 2]), ([], [0])] as [([UInt8], [UInt8])] {
      #expect(!constantTimeEquals(left, right))
    }
  }

  @Test("random octets are of the wanted number and never the same")
  func random() throws {
    var seen: Set<[UInt8]> = []
    for count in Array(repeating: 16, count: 500) + [20, 1000, 1024, 1024, 17] {
      let octets = try RandomSource.octets(count)
      #expect(octets.count == count)
      #expect(seen.insert(octets).inserted)
      #expect(octets.contains { $0 != 0 })
    }
    #expect(try RandomSource.octets(0) == [])
  }

  @Test("every bit of random octets is set in about half of all draws")
  func bits() throws {
    var counts = [Int](repeating: 0, count: 128)
    let draws = 4000
    for _ in 0..<draws {
      let octets = try RandomSource.octets(16)
      for bit in 0..<128 where octets[bit / 8] & 0x80 >> UInt8(bit % 8) != 0 { counts[bit] += 1 }
    }
    // Six standard deviations of a binomial distribution: √(4000 / 4) · 6.
    for (bit, count) in counts.enumerated() { #expect(abs(count - draws / 2) < 190, "bit \(bit)") }
  }

  @Test("errors say the function and OpenSSL's own reasons, the first cause first")
  func errors() {
    #expect(OpenSSLError(function: "f", reasons: []).text == "f failed")
    #expect(OpenSSLError(function: "f", reasons: ["a", "b"]).text == "f: a; b")
    #expect(throws: OpenSSLError(function: "g", reasons: [])) { try succeed(0, "g") }
    #expect(throws: OpenSSLError(function: "g", reasons: [])) { try succeed(-1, "g") }
    #expect(OpenSSLLibrary.version.hasPrefix("OpenSSL 3."))
  }
}
