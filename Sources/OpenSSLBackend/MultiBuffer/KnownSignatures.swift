import CMultiBufferShims
import PKIModel

/// Signatures that RFC 6979 (A.2.5 and A.2.6) says are made, and are good: they show whether a library does its work on
/// the processor at hand.
enum KnownSignatures {
  /// Whether a verifier finds good the signatures in its even lanes, and bad those in its odd lanes, which are over the
  /// other message.
  static func areTold(by verifier: MultiBufferVerifier) -> Bool {
    let lanes = 0..<MultiBufferLibrary.lanes
    let claims = lanes.compactMap { lane in
      let signed = p256.messages[lane / 2 % 2]
      let claimed = p256.messages[(lane / 2 + lane) % 2]
      return P256Claim(
        signature: ECDSASignature.der(signed.r, signed.s), digest: claimed.digest(p256.digest), point: point)
    }
    return verifier.areGood(claims) == lanes.map { $0.isMultiple(of: 2) }
  }

  /// Whether the library makes them, in all lanes.
  static var areMade: Bool { [p256, p384].allSatisfy(areMade) }

  private static func areMade(_ known: KnownKey) -> Bool {
    let lanes = (0..<MultiBufferLibrary.lanes).map { known.messages[$0 % 2] }
    var r = [UInt8](repeating: 0, count: lanes.count * known.curve.octets)
    var s = r
    let made = cmultibuffer_sign_ecdsa(
      known.curve.shim, &r, &s, lanes.flatMap { $0.digest(known.digest) }, lanes.flatMap(\.nonce), known.key)
    return made == UInt8.max && r == lanes.flatMap(\.r) && s == lanes.flatMap(\.s)
  }

  /// Of the key on P-256, uncompressed.
  private static let point =
    Hex.decode(
      """
      0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
      7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
      """) ?? []

  private static let p256 = KnownKey(
    curve: .p256, digest: .sha256,
    key: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    messages: [
      KnownMessage(
        "sample", nonce: "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60",
        r: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        s: "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
      KnownMessage(
        "test", nonce: "d16b6ae827f17175e040871a1c7ec3500192c4c92677336ec2537acaee0008e0",
        r: "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
        s: "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"),
    ])

  private static let p384 = KnownKey(
    curve: .p384, digest: .sha384,
    key: """
      6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8\
      96d5724e4c70a825f872c9ea60d2edf5
      """,
    messages: [
      KnownMessage(
        "sample",
        nonce: """
          94ed910d1a099dad3254e9242ae85abde4ba15168eaf0ca87a555fd56d10fbca\
          2907e3e83ba95368623b8c4686915cf9
          """,
        r: """
          94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c\
          81a648152e44acf96e36dd1e80fabe46
          """,
        s: """
          99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f\
          a329c145786e679e7b82c71a38628ac8
          """),
      KnownMessage(
        "test",
        nonce: """
          015ee46a5bf88773ed9123a5ab0807962d193719503c527b031b4c2d225092ad\
          a71f4a459bc0da98adb95837db8312ea
          """,
        r: """
          8203b63d3c853e8d77227fb377bcf7b7b772e97892a80f36ab775d509d7a5feb\
          0542a7f0812998da8f1dd3ca3cf023db
          """,
        s: """
          ddd0760448d42d8a43af45af836fce4de8be06b485e9b61b827c2f13173923e0\
          6a739f040649a667bf3b828246baa5a5
          """),
    ])
}

/// A key of the examples, and what it signs.
private struct KnownKey: Sendable {
  let curve: MultiBufferCurve
  let digest: MessageDigest
  let key: [UInt8]
  let messages: [KnownMessage]

  init(curve: MultiBufferCurve, digest: MessageDigest, key: String, messages: [KnownMessage]) {
    self.curve = curve
    self.digest = digest
    self.key = Hex.decode(key) ?? []
    self.messages = messages
  }
}

/// A message of the examples with its nonce and signature.
private struct KnownMessage: Sendable {
  let text: String
  let nonce: [UInt8]
  let r: [UInt8]
  let s: [UInt8]

  init(_ text: String, nonce: String, r: String, s: String) {
    self.text = text
    self.nonce = Hex.decode(nonce) ?? []
    self.r = Hex.decode(r) ?? []
    self.s = Hex.decode(s) ?? []
  }

  func digest(_ digest: MessageDigest) -> [UInt8] { digest.of(Array(text.utf8)) }
}
