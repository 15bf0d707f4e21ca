import PKIModel
import Testing

@testable import OpenSSLBackend

@Suite("Digests")
struct MessageDigestTests {
  @Test(
    "are those of FIPS 180-4",
    arguments: [
      (MessageDigest.sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
      (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        .sha384, "abc",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
      ),
      (
        .sha512, "abc",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
      ),
    ])
  func vectors(digest: MessageDigest, message: String, expected: String) {
    #expect(Hex.encode(digest.of(Array(message.utf8))) == expected)
  }

  @Test("of octets that come in pieces are those of the whole", arguments: [[], [3], [0, 3], [1, 1, 1], [2, 0, 1]])
  func pieces(lengths: [Int]) throws {
    let message = Array("abc".utf8.prefix(lengths.reduce(0, +)))
    let digest = try IncrementalSHA256()
    var start = 0
    for length in lengths {
      try message[start..<start + length].withUnsafeBytes { try digest.update($0) }
      start += length
    }
    #expect(try digest.finish() == MessageDigest.sha256.of(message))
  }
}

@Suite("Password hashes")
struct PasswordHashTests {
  @Test("match their password and no other")
  func matches() throws {
    let hash = try PasswordHash.make("secret")
    #expect(try PasswordHash.matches("secret", hash: hash))
    for other in ["", "Secret", "secret ", "secre"] {
      #expect(try !PasswordHash.matches(other, hash: hash))
    }
  }

  @Test("state their parameters, with a fresh salt each")
  func format() throws {
    let hashes = try (0..<2).map { _ in try PasswordHash.make("secret") }
    #expect(hashes[0] != hashes[1])
    for hash in hashes {
      let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
      #expect(parts.count == 5 && parts[0] == "" && parts[1] == "scrypt" && parts[2] == "ln=14,r=8,p=1")
      #expect(Base64.decode(parts[3].utf8)?.count == 16)
      #expect(Base64.decode(parts[4].utf8)?.count == 32)
      #expect(!hash.contains("secret"))
    }
  }

  @Test("are those of RFC 7914's function")
  func vector() throws {
    // RFC 7914 12, third vector: password pleaseletmein, salt SodiumChloride, N = 16384, r = 8, p = 1; its first half.
    let key = try #require(Hex.decode("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"))
    let hash = "$scrypt$ln=14,r=8,p=1$\(text(Array("SodiumChloride".utf8)))$\(text(key))"
    #expect(try PasswordHash.matches("pleaseletmein", hash: hash))
    #expect(try !PasswordHash.matches("pleaseletmeout", hash: hash))
  }

  @Test("take any password", arguments: ["", "ä🦊", "a\u{0}b", String(repeating: "x", count: 5000)])
  func anyPassword(password: String) throws {
    let hash = try PasswordHash.make(password)
    #expect(try PasswordHash.matches(password, hash: hash))
    #expect(try !PasswordHash.matches(password + "x", hash: hash))
  }

  @Test(
    "that are malformed match nothing",
    arguments: [
      "", "secret", "$", "$scrypt$", "x$scrypt$ln=1,r=8,p=1$S$H", "$scrypt$ln=1,r=8,p=1$S$H$",
      "$argon2$ln=1,r=8,p=1$S$H", "$scrypt$ln=0,r=8,p=1$S$H", "$scrypt$ln=21,r=8,p=1$S$H", "$scrypt$ln=99,r=8,p=1$S$H",
      "$scrypt$ln=-1,r=8,p=1$S$H", "$scrypt$ln=,r=8,p=1$S$H", "$scrypt$ln=1,r=1,p=1$S$H", "$scrypt$ln=1,r=8,p=2$S$H",
      "$scrypt$ln=1,r=8$S$H", "$scrypt$r=8,ln=1,p=1$S$H", "$scrypt$ln=1,r=8,p=1$!$H", "$scrypt$ln=1,r=8,p=1$S$!",
      "$scrypt$ln=1,r=8,p=1$S$", "$scrypt$ln=+1,r=8,p=1$S$H", "$scrypt$ln=1,,r=8,p=1$S$H",
    ])
  func malformed(pattern: String) throws {
    // The hash of "secret" under cost 2 and an all-zero salt stands for S and H, so that only the form is wrong.
    let salt = text([UInt8](repeating: 0, count: 16))
    let good = "$scrypt$ln=1,r=8,p=1$\(salt)$\(PasswordHashTests.weakHash)"
    #expect(try PasswordHash.matches("secret", hash: good), "the table is worth nothing otherwise")
    let hash = pattern.replacing("$S", with: "$" + salt).replacing("$H", with: "$" + PasswordHashTests.weakHash)
    #expect(try !PasswordHash.matches("secret", hash: hash))
  }

  private static let weakHash = "BkEkYakhvgGFpxi8RWGCxf5sk6u994uEC/wbTutR5tI="

  private func text(_ octets: [UInt8]) -> String { String(decoding: Base64.encode(octets), as: UTF8.self) }
}

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
