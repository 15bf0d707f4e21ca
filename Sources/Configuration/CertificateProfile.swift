import DocumentModel
package import PKIModel

/// What a certificate looks like: everything that the API leaves to the CA.
package final class CertificateProfile: Sendable {
  /// What happens to a validity that would outlive the CA's certificate.
  package enum BeyondAuthority: String, CaseIterable, Sendable {
    case shorten, refuse
  }

  package let name: String
  /// Days of validity where the request does not say.
  package let validityDays: Int
  /// Days that a request may ask for.
  package let allowedDays: ClosedRange<Int>
  /// Minutes that notBefore lies before the time of issuing, for clocks that are slow.
  package let backdateMinutes: Int
  package let beyondAuthority: BeyondAuthority
  package let keyUsage: KeyUsage
  package let extendedKeyUsage: [OID]
  /// Whether basicConstraints is written, with cA FALSE.
  package let hasBasicConstraints: Bool
  package let policies: [OID]
  /// URIs, http or ldap.
  package let crlDistributionPoints: [String]
  package let ocspResponders: [String]
  package let caIssuers: [String]

  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let name = reader.requiredString("name")
    _ = reader.string("description")
    var validity = reader.required("validity", reader.object("validity"))
    let statedDays = validity?.integer("days", in: 1...36_524)
    let days = validity?.required("days", statedDays) ?? 1
    let least = validity?.integer("minDays", in: 1...36_524) ?? days
    let most = validity?.integer("maxDays", in: 1...36_524) ?? days
    backdateMinutes = validity?.integer("backdateMinutes", in: 0...2880) ?? 0
    beyondAuthority = validity?.word("beyondAuthority", as: BeyondAuthority.self) ?? .shorten
    if !(least...max(least, most)).contains(days) || most < least {
      validity?.refuse("days", "the days do not fit minDays and maxDays", fix: "keep minDays ≤ days ≤ maxDays")
    }
    validity?.finish()
    keyUsage = reader.words("keyUsage", expected: "a key usage such as digitalSignature") { KeyUsage(name: $0) }
      .reduce(into: []) { $0.insert($1) }
    if !keyUsage.isDisjoint(with: [.keyCertSign, .cRLSign]) {
      reader.refuse("keyUsage", "an end entity's key may not sign certificates or CRLs", fix: "remove that usage")
    }
    extendedKeyUsage = reader.words(
      "extendedKeyUsage", expected: "a purpose such as serverAuth, or an OID", ExtendedKeyUsage.purpose)
    hasBasicConstraints = reader.boolean("basicConstraints") ?? true
    policies = reader.words("policies", expected: "an OID") { OID(dotted: $0) }
    crlDistributionPoints = reader.words("crlDistributionPoints", expected: "a URI", CertificateProfile.uri)
    var access = reader.object("authorityInfoAccess")
    ocspResponders = access?.words("ocsp", expected: "a URI", CertificateProfile.uri) ?? []
    caIssuers = access?.words("caIssuers", expected: "a URI", CertificateProfile.uri) ?? []
    access?.finish()
    reader.finish()
    guard let name, findings.findings.count == before else { return nil }
    self.name = name
    validityDays = days
    allowedDays = least...most
  }

  private static func uri(_ text: String) -> String? {
    let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPrintable && text.contains("://") ? text : nil
  }
}
