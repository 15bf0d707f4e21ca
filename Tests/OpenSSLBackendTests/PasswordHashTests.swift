import PKIModel
import Testing

@testable import OpenSSLBackend

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
