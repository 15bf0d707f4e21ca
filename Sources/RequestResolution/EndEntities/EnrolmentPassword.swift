import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// A password that was made for an end entity: handed out once, and kept only as its hash.
struct EnrolmentPassword: Sendable {
  let text: String
  let hash: String

  /// 130 random bits, which no search finds whatever the hash costs.
  private static let length = 26

  static func make(_ rules: EnrolmentRules, _ cryptography: any RequestCryptography) throws -> EnrolmentPassword {
    let text = try RandomText.make(max(length, rules.shortestPassword)) { try cryptography.randomOctets($0) }
    return EnrolmentPassword(text: text, hash: try cryptography.passwordHash(text, logCost: rules.hashLogCost))
  }

  /// The hash of a password that a requester gave; nil, with a finding, where the rules do not allow it.
  static func hash(
    _ password: String, _ rules: EnrolmentRules, _ cryptography: any RequestCryptography, _ findings: FindingCollector
  ) -> String? {
    guard password.unicodeScalars.count >= rules.shortestPassword else {
      findings.add(
        Finding(
          .memberValue, at: "/body/password", "the password has fewer than \(rules.shortestPassword) characters",
          fix: "choose a longer one"))
      return nil
    }
    if let hash = try? cryptography.passwordHash(password, logCost: rules.hashLogCost) { return hash }
    findings.add(Finding(.internalError, at: "/body/password", "the password cannot be hashed", fix: "run again"))
    return nil
  }
}

/// Random text of letters and digits that nobody takes for each other.
enum RandomText {
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)

  /// Text of some length, five random bits in each character.
  static func make(_ length: Int, from random: (Int) throws -> [UInt8]) rethrows -> String {
    String(decoding: try random(length).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}
