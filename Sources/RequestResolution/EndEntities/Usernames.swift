import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// The names of end entities: those that requests give, and those that a profile's rule makes.
struct Usernames {
  let rule: EnrolmentRules.NameRule?
  let cryptography: any RequestCryptography

  /// 65 random bits.
  private static let randomLength = 13

  /// The name that a request gives, or that the rule makes where it gives none; what is wrong is reported.
  func read(_ body: inout ObjectReader, subjectDN: String?) -> String? {
    let given = body.string("username")
    guard let rule, given?.isEmpty ?? true else {
      guard let name = body.requiredString("username") else { return nil }
      check(name, body)
      return name
    }
    guard let subjectDN, let part = part(rule, subjectDN, body) else { return nil }
    let name = rule.prefix + part + rule.postfix
    check(name, body)
    return name
  }

  private func part(_ rule: EnrolmentRules.NameRule, _ subjectDN: String, _ body: ObjectReader) -> String? {
    switch rule.source {
    case .random:
      if let text = try? RandomText.make(Usernames.randomLength, from: { try cryptography.randomOctets($0) }) {
        return text
      }
      body.findings.add(
        Finding(.internalError, at: body.pointer("username"), "no name could be made", fix: "run again"))
    case .commonName:
      // A subject that is no name is reported for itself.
      guard let subject = try? DistinguishedName(text: subjectDN) else { return nil }
      if let text = subject.text(of: OID(2, 5, 4, 3)), !text.isEmpty { return text }
      body.findings.add(
        Finding(
          .memberValue, at: body.pointer("username"),
          "Username is null or empty, username was not properly generated: the subject has no common name",
          fix: "give a username, or a common name"))
    }
    return nil
  }

  private func check(_ name: String, _ body: ObjectReader) {
    if name.unicodeScalars.count > 255 || InvisibleCharacters.first(in: name) != nil {
      body.findings.add(
        Finding(
          .memberValue, at: body.pointer("username"),
          "the username is longer than 255 characters or holds invisible ones", fix: "choose another username"))
    }
  }
}
