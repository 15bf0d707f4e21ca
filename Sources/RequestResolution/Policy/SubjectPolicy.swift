import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import PKIModel

/// What the subject of a certificate may be (end-entity profile, RFC 5280 4.1.2.6 and appendix A.1).
struct SubjectPolicy {
  let profile: EndEntityProfile
  /// Where the subject comes from, as a JSON Pointer.
  let place: String

  /// The subject that enters the certificate, with findings for what is refused and warnings for what is dropped.
  func judge(
    _ subject: DistinguishedName, findings: inout [Finding], warnings: inout [Finding]
  ) -> DistinguishedName {
    var counts = [Int](repeating: 0, count: profile.subject.count)
    var names: [RelativeDistinguishedName] = []
    var isUnchanged = true
    for name in subject.relativeNames {
      var kept: [NamingAttribute] = []
      for attribute in name.attributes {
        let entering = enter(attribute, &counts, &findings, &warnings)
        isUnchanged = isUnchanged && entering == attribute
        if let entering { kept.append(entering) }
      }
      if let name = RelativeDistinguishedName(kept) { names.append(name) }
    }
    for (rule, count) in zip(profile.subject, counts) where rule.isRequired && count == 0 {
      findings.append(
        refusal("the subject has no \(name(of: rule.type))", fix: "add \(name(of: rule.type)) to the subject"))
    }
    // The bytes of an unchanged name are copied, not encoded anew.
    return isUnchanged ? subject : DistinguishedName(names)
  }

  private func enter(
    _ attribute: NamingAttribute, _ counts: inout [Int], _ findings: inout [Finding],
    _ warnings: inout [Finding]
  ) -> NamingAttribute? {
    guard let index = profile.subject.firstIndex(where: { $0.type == attribute.type }) else {
      let text = "the subject's \(name(of: attribute.type)) is not one that the profile lists"
      switch profile.unlistedSubject {
      case .refuse: findings.append(refusal(text, fix: "leave it out, or choose a profile that lists it"))
      case .drop: warnings.append(Finding(.extensionDropped, at: place, text, fix: "leave it out"))
      }
      return nil
    }
    counts[index] += 1
    guard let text = attribute.text else {
      findings.append(SubjectPolicy.notText(attribute, at: place))
      return nil
    }
    if let problem = problem(text, profile.subject[index], count: counts[index]) {
      findings.append(refusal("the subject's \(name(of: attribute.type)) \(problem)", fix: "change the subject"))
      return nil
    }
    switch attribute.valueTag {
    case .utf8String, .printableString, .ia5String: return attribute
    // RFC 5280 4.1.2.4: the older string types are not written into new certificates.
    default: return NamingAttribute(type: attribute.type, text: text)
    }
  }

  private func problem(_ text: String, _ rule: EndEntityProfile.SubjectRule, count: Int) -> String? {
    if count > rule.most { return "stands more than \(rule.most) times" }
    if text.isEmpty { return "is empty" }
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    if !isPlain, let invisible = InvisibleCharacters.first(in: text) {
      return "holds the character \(invisible), which nobody would see"
    }
    let length = isPlain ? text.utf8.count : text.unicodeScalars.count
    let most = AttributeType.of(rule.type)?.maxLength ?? 32_768
    if length > most { return "has more than \(most) characters" }
    if rule.type == AttributeType.country, length != 2 {
      return "is not a country code of two letters"
    }
    if let pattern = rule.pattern, !pattern.matches(text) { return "does not match \(pattern.source)" }
    return nil
  }

  private func refusal(_ problem: String, fix remedy: String) -> Finding {
    Finding(.subjectNotAllowed, at: place, problem, fix: remedy)
  }

  private func name(of type: OID) -> String { SubjectPolicy.name(of: type) }

  private static func name(of type: OID) -> String { AttributeType.of(type)?.name ?? type.description }

  /// The refusal of a value that is no character string.
  static func notText(_ attribute: NamingAttribute, at place: String) -> Finding {
    Finding(
      .subjectNotAllowed, at: place, "the subject's \(name(of: attribute.type)) is not text", fix: "write it as UTF-8")
  }
}

/// Characters that change what a reader believes to see: controls, directional marks, zero-width characters.
enum InvisibleCharacters {
  /// The first one in a text, as U+202E.
  static func first(in text: String) -> String? {
    text.unicodeScalars.first(where: isInvisible).map { "U+" + hexadecimal($0.value) }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
