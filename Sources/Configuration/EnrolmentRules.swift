import DocumentModel

/// How end entities of a profile get their names and passwords, and what may become of them: the member `enrolment`.
package struct EnrolmentRules: Sendable {
  /// A way to name an end entity that was added without a name; the raw value is the API's.
  package enum NameSource: String, CaseIterable, Sendable {
    case random = "RANDOM"
    /// The common name of the subject.
    case commonName = "CN"
  }

  /// How names are made where a request has none.
  package struct NameRule: Sendable {
    package let source: NameSource
    package let prefix: String
    package let postfix: String
  }

  /// Nil where each request has to name its end entity.
  package let names: NameRule?
  /// In characters.
  package let shortestPassword: Int
  /// The binary logarithm of scrypt's N.
  package let hashLogCost: Int
  /// Whether an edit may give an end entity another status than REVOKED once it has that.
  package let mayLeaveRevoked: Bool

  private static let usualLogCost = 14
  /// Passwords of this many characters are generated ones, which no search finds however fast each try is.
  private static let generatedPassword = 20

  /// The rules of a profile that states none.
  static let usual = EnrolmentRules()

  private init() {
    names = nil
    shortestPassword = 1
    hashLogCost = EnrolmentRules.usualLogCost
    mayLeaveRevoked = false
  }

  init(_ object: ObjectReader) {
    var reader = object
    let source = reader.word("usernameGenMethod", as: NameSource.self)
    let prefix = reader.string("usernamePrefix")
    let postfix = reader.string("usernamePostfix")
    if source == nil, prefix != nil || postfix != nil {
      reader.refuse(
        "usernameGenMethod", "names are given a prefix or postfix, and none is made", fix: "add RANDOM or CN")
    }
    names = source.map { NameRule(source: $0, prefix: prefix ?? "", postfix: postfix ?? "") }
    shortestPassword = reader.integer("passwordMinLength", in: 1...1024) ?? 1
    hashLogCost = reader.integer("passwordHashLogN", in: 1...20) ?? EnrolmentRules.usualLogCost
    mayLeaveRevoked = reader.boolean("leaveRevoked") ?? false
    if hashLogCost < EnrolmentRules.usualLogCost, shortestPassword < EnrolmentRules.generatedPassword {
      reader.refuse(
        "passwordHashLogN",
        "passwords that people choose need \(EnrolmentRules.usualLogCost) at least",
        fix: "raise it, or demand generated passwords: passwordMinLength \(EnrolmentRules.generatedPassword) or more")
    }
    reader.finish()
  }
}
