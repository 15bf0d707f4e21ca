package import AttributeValidation
import Diagnostics
import DocumentModel
package import PKIModel

/// What a subject may be, and what a request may ask for.
package final class EndEntityProfile: Sendable {
  /// What happens to something that the profile does not list.
  package enum Unlisted: String, CaseIterable, Sendable {
    /// It does not enter the certificate, and the result says so.
    case drop
    /// The request is refused.
    case refuse
  }

  /// A rule for one kind of subject attribute.
  package struct SubjectRule: Sendable {
    package let type: OID
    package let isRequired: Bool
    package let pattern: ValuePattern?
    /// The most values of this kind.
    package let most: Int
  }

  /// A rule for one kind of subject alternative name.
  package struct AltNameRule: Sendable {
    package let kind: GeneralName.Kind
    package let isRequired: Bool
    package let pattern: ValuePattern?
    package let most: Int
  }

  /// A kind of key that is allowed.
  package enum KeyRule: Hashable, Sendable {
    case rsa(bits: ClosedRange<Int>)
    case ec(OID)
    case ed25519
    case ed448
  }

  package let name: String
  package let subject: [SubjectRule]
  package let unlistedSubject: Unlisted
  package let altNames: [AltNameRule]
  package let unlistedAltNames: Unlisted
  package let keys: [KeyRule]
  /// Extensions that are copied from the request, or given by the attribute `extension`.
  package let copiedExtensions: Set<OID>
  package let unlistedExtensions: Unlisted
  /// Whether a CRMF request may say that a registration authority has verified possession of the key.
  package let acceptsRAVerified: Bool

  /// Extensions that certmill itself writes or that would make a CA; they are never copied.
  package static let managedExtensions: Set<OID> = [
    .subjectKeyIdentifier, .keyUsage, .subjectAltName, .basicConstraints, .crlDistributionPoints,
    .certificatePolicies, .authorityKeyIdentifier, .extendedKeyUsage, .authorityInfoAccess, OID(2, 5, 29, 30),
    OID(2, 5, 29, 33), OID(2, 5, 29, 36), OID(2, 5, 29, 54), OID(2, 5, 29, 18),
  ]

  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let name = reader.requiredString("name")
    _ = reader.string("description")
    subject = reader.array("subject").compactMap { EndEntityProfile.subjectRule($0, findings) }
    unlistedSubject = reader.word("unlistedSubject", as: Unlisted.self) ?? .refuse
    altNames = reader.array("subjectAltNames").compactMap { EndEntityProfile.altNameRule($0, findings) }
    unlistedAltNames = reader.word("unlistedSubjectAltNames", as: Unlisted.self) ?? .refuse
    keys = reader.array("keys").flatMap { EndEntityProfile.keyRules($0, findings) }
    var requested = reader.object("requestedExtensions")
    copiedExtensions = Set(requested?.words("copy", expected: "an OID") { OID(dotted: $0) } ?? [])
    unlistedExtensions = requested?.word("others", as: Unlisted.self) ?? .drop
    if let managed = copiedExtensions.first(where: EndEntityProfile.managedExtensions.contains) {
      requested?.refuse("copy", "extension \(managed) is written by the certificate profile", fix: "remove it")
    }
    requested?.finish()
    acceptsRAVerified = reader.boolean("acceptRAVerified") ?? false
    if keys.isEmpty { reader.refuse("keys", "no key is allowed", fix: "list at least one algorithm") }
    reader.finish()
    guard let name, findings.findings.count == before else { return nil }
    self.name = name
  }

  private static func subjectRule(_ node: DocumentNode, _ findings: FindingCollector) -> SubjectRule? {
    var reader = ObjectReader(node, findings: findings)
    let word = reader.requiredString("type")
    let type = word.flatMap { AttributeType.named($0)?.oid ?? OID(dotted: $0) }
    if let word, type == nil {
      reader.refuse("type", "\"\(word)\" is not a naming attribute", fix: "write a name such as commonName, or an OID")
    }
    let isRequired = reader.boolean("required") ?? false
    let pattern = reader.pattern("regExp")
    let most = reader.integer("max", in: 1...100) ?? 1
    reader.finish()
    return type.map { SubjectRule(type: $0, isRequired: isRequired, pattern: pattern, most: most) }
  }

  private static func altNameRule(_ node: DocumentNode, _ findings: FindingCollector) -> AltNameRule? {
    var reader = ObjectReader(node, findings: findings)
    let kind = reader.required("kind", reader.word("kind", as: GeneralName.Kind.self))
    let isRequired = reader.boolean("required") ?? false
    let pattern = reader.pattern("regExp")
    let most = reader.integer("max", in: 1...1000) ?? 100
    reader.finish()
    return kind.map { AltNameRule(kind: $0, isRequired: isRequired, pattern: pattern, most: most) }
  }

  private static func keyRules(_ node: DocumentNode, _ findings: FindingCollector) -> [KeyRule] {
    var reader = ObjectReader(node, findings: findings)
    defer { reader.finish() }
    switch reader.requiredString("algorithm") {
    case "rsa":
      let least = reader.integer("minBits", in: 2048...16_384) ?? 2048
      let most = reader.integer("maxBits", in: 2048...16_384) ?? 8192
      guard least <= most else {
        reader.refuse(
          "maxBits", "maxBits is less than minBits", fix: "keep minBits ≤ maxBits (8192 where it is absent)")
        return []
      }
      return [.rsa(bits: least...most)]
    case "ec":
      return reader.words("curves", expected: "P-256, P-384 or P-521") { name in
        [NamedCurve.p256, .p384, .p521].first { $0.name == name }.map { .ec($0.oid) }
      }
    case "ed25519": return [.ed25519]
    case "ed448": return [.ed448]
    case let word?:
      reader.refuse("algorithm", "\"\(word)\" is not an algorithm", fix: "use rsa, ec, ed25519 or ed448")
      return []
    case nil: return []
    }
  }
}
