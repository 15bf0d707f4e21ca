import AttributeValidation
import Configuration
import Diagnostics
import PKIModel

/// Which subject alternative names may enter a certificate (end-entity profile, RFC 5280 4.2.1.6).
struct AltNamePolicy {
  let profile: EndEntityProfile
  let place: String

  /// The names that enter the certificate, each once, in their order.
  func judge(_ names: [GeneralName], findings: inout [Finding], warnings: inout [Finding]) -> [GeneralName] {
    var kept: [GeneralName] = []
    var counts = [Int](repeating: 0, count: profile.altNames.count)
    for name in names where !(names.count < 32 && kept.contains(name)) {
      guard let index = profile.altNames.firstIndex(where: { $0.kind == name.kind }) else {
        let text = "subject alternative names of kind \(name.kind.rawValue) are not listed by the profile"
        switch profile.unlistedAltNames {
        case .refuse: findings.append(refusal(text, fix: "leave \(name.text) out"))
        case .drop: warnings.append(Finding(.extensionDropped, at: place, text, fix: "leave it out"))
        }
        continue
      }
      kept.append(name)
      counts[index] += 1
      let rule = profile.altNames[index]
      if counts[index] == rule.most + 1 {
        findings.append(
          refusal("more than \(rule.most) names of kind \(name.kind.rawValue)", fix: "split the certificate"))
      }
      if let problem = GeneralNameSyntax.problem(name) {
        findings.append(refusal("\(name.text) \(problem)", fix: "correct the name"))
      } else if let pattern = rule.pattern, !pattern.matches(name.valueText) {
        findings.append(refusal("\(name.text) does not match \(pattern.source)", fix: "give an allowed name"))
      }
    }
    for (rule, count) in zip(profile.altNames, counts) where rule.isRequired && count == 0 {
      findings.append(
        refusal("there is no name of kind \(rule.kind.rawValue)", fix: "add a \(rule.kind.rawValue)"))
    }
    return kept
  }

  private func refusal(_ problem: String, fix remedy: String) -> Finding {
    Finding(.subjectAltNameNotAllowed, at: place, problem, fix: remedy)
  }
}

/// The syntax of names inside subject alternative names.
enum GeneralNameSyntax {
  /// What is wrong with a name, to follow its text; nil where nothing is.
  static func problem(_ name: GeneralName) -> String? {
    switch name {
    case .dNSName(let text): return dnsProblem(text[...].utf8, allowsWildcard: true)
    case .rfc822Name(let text): return mailProblem(text)
    case .uniformResourceIdentifier(let text): return uriProblem(Array(text.utf8))
    case .iPAddress(let octets): return octets.count == 4 || octets.count == 16 ? nil : "is not an IP address"
    case .directoryName(let name): return name.isEmpty ? "is empty" : nil
    case .otherName, .registeredID: return nil
    case .unsupported: return "is of a kind that certmill does not read"
    }
  }

  /// The preferred name syntax (RFC 1034 3.5, RFC 1123 2.1), with `*` as the whole first label (RFC 9525 6.3).
  static func dnsProblem(_ text: Substring.UTF8View, allowsWildcard: Bool) -> String? {
    guard (1...253).contains(text.count) else { return "does not have 1 to 253 characters" }
    let dot = UInt8(ascii: ".")
    var rest = text
    if allowsWildcard, rest.starts(with: "*.".utf8), rest.count(where: { $0 == dot }) > 1 { rest = rest.dropFirst(2) }
    while true {
      let label = rest.prefix { $0 != dot }
      if let problem = labelProblem(label) { return problem }
      if label.endIndex == rest.endIndex { return nil }
      rest = rest[rest.index(after: label.endIndex)...]
    }
  }

  private static func labelProblem(_ label: Substring.UTF8View) -> String? {
    guard (1...63).contains(label.count) else { return "has a label that is empty or longer than 63 characters" }
    guard label.allSatisfy(isLetterDigitHyphen) else { return "has characters other than letters, digits and hyphens" }
    return label.first == 0x2D || label.last == 0x2D ? "has a label with a hyphen at its end" : nil
  }

  private static func isLetterDigitHyphen(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }

  /// RFC 5321 4.1.2, dot-string form: no quoted local parts, no comments.
  private static func mailProblem(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].count) else { return "is not an e-mail address" }
    let special = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
    guard parts[0].allSatisfy({ isLetterDigitHyphen($0) || special.contains($0) }), parts[0].first != 0x2E,
      parts[0].last != 0x2E
    else { return "is not an e-mail address" }
    return dnsProblem(Substring(parts[1]).utf8, allowsWildcard: false)
      .map { "is not an e-mail address: its domain \($0)" }
  }

  /// RFC 3986 3 as far as RFC 5280 4.2.1.6 demands it: absolute, with a scheme and something after it.
  private static func uriProblem(_ text: [UInt8]) -> String? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < text.count else {
      return "is not an absolute URI"
    }
    let isLetter = (text[0] | 0x20) >= 0x61 && (text[0] | 0x20) <= 0x7A
    let schemeMarks = Set("+-.".utf8)
    guard isLetter, text[..<colon].allSatisfy({ isLetterDigitHyphen($0) || schemeMarks.contains($0) }) else {
      return "has no URI scheme"
    }
    let forbidden = Set("\"<>\\^`{|} ".utf8)
    guard text.allSatisfy({ (0x21...0x7E).contains($0) && !forbidden.contains($0) }) else {
      return "has characters that a URI must escape"
    }
    return nil
  }
}
