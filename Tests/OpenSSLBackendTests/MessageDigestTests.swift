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
