import PKIModel

/// One filter of a certificate list (SearchFilterRequestDto of the API): a field, a comparison, values.
struct CertificateCondition: Sendable {
  /// What is compared; the raw value is the API's identifier.
  enum Field: String, CaseIterable, Sendable {
    case commonName = "COMMON_NAME"
    case subjectDN = "SUBJECTDN"
    case issuerDN = "ISSUERDN"
    case serialNumber = "SERIAL_NUMBER"
    case fingerprint = "FINGERPRINT"
    case raProfile = "RA_PROFILE_NAME"
    case state = "CERTIFICATE_STATE"
    case notBefore = "NOT_BEFORE"
    case notAfter = "NOT_AFTER"

    var isTime: Bool { self == .notBefore || self == .notAfter }
  }

  /// How it is compared; the raw value is the API's.
  enum Comparison: String, CaseIterable, Sendable {
    case equals = "EQUALS"
    case notEquals = "NOT_EQUALS"
    case contains = "CONTAINS"
    case notContains = "NOT_CONTAINS"
    case startsWith = "STARTS_WITH"
    case endsWith = "ENDS_WITH"
    case empty = "EMPTY"
    case notEmpty = "NOT_EMPTY"
    case greater = "GREATER"
    case greaterOrEqual = "GREATER_OR_EQUAL"
    case lesser = "LESSER"
    case lesserOrEqual = "LESSER_OR_EQUAL"

    var needsValue: Bool { self != .empty && self != .notEmpty }
  }

  let field: Field
  let comparison: Comparison
  /// One of them is enough; names and numbers in lower case, as text is compared without case.
  let values: [String]
  /// The values as points in time, where the field is one.
  let instants: [UTCInstant]

  /// Whether a certificate meets the condition.
  func holds(for certificate: SearchedCertificate, raProfileName: String?) -> Bool {
    if field.isTime {
      guard let validity = certificate.validity else { return comparison == .empty || comparison == .notEquals }
      return holds(field == .notBefore ? validity.notBefore : validity.notAfter)
    }
    return holds(text(of: certificate, raProfileName).lowercased())
  }

  private func text(of certificate: SearchedCertificate, _ raProfileName: String?) -> String {
    switch field {
    case .commonName: certificate.subject.text(of: OID(2, 5, 4, 3)) ?? ""
    case .subjectDN: certificate.subject.description
    case .issuerDN: certificate.issuer?.description ?? ""
    case .serialNumber: certificate.serialNumber?.description ?? ""
    case .fingerprint: certificate.fingerprint.map(Hex.encode) ?? ""
    case .raProfile: raProfileName ?? ""
    case .state: certificate.state.rawValue
    case .notBefore, .notAfter: ""
    }
  }

  private func holds(_ text: String) -> Bool {
    switch comparison {
    case .equals: values.contains(text)
    case .notEquals: !values.contains(text)
    case .contains: values.contains { text.contains($0) }
    case .notContains: !values.contains { text.contains($0) }
    case .startsWith: values.contains { text.hasPrefix($0) }
    case .endsWith: values.contains { text.hasSuffix($0) }
    case .empty: text.isEmpty
    case .notEmpty: !text.isEmpty
    case .greater, .greaterOrEqual, .lesser, .lesserOrEqual: false
    }
  }

  private func holds(_ instant: UTCInstant) -> Bool {
    switch comparison {
    case .equals: instants.contains(instant)
    case .notEquals: !instants.contains(instant)
    case .greater: instants.contains { instant > $0 }
    case .greaterOrEqual: instants.contains { instant >= $0 }
    case .lesser: instants.contains { instant < $0 }
    case .lesserOrEqual: instants.contains { instant <= $0 }
    case .notEmpty: true
    case .empty, .contains, .notContains, .startsWith, .endsWith: false
    }
  }
}
