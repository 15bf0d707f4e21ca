/// Why a certificate is revoked: the API's nine reasons and their numbers (RFC 5280 5.3.1).
package enum RevocationReason: Int, CaseIterable, Sendable {
  case unspecified = 0
  case keyCompromise = 1
  case cACompromise = 2
  case affiliationChanged = 3
  case superseded = 4
  case cessationOfOperation = 5
  case certificateHold = 6
  case privilegeWithdrawn = 9
  case aACompromise = 10

  /// The API's code, such as `keyCompromise`.
  package var code: String {
    switch self {
    case .unspecified: "unspecified"
    case .keyCompromise: "keyCompromise"
    case .cACompromise: "cACompromise"
    case .affiliationChanged: "affiliationChanged"
    case .superseded: "superseded"
    case .cessationOfOperation: "cessationOfOperation"
    case .certificateHold: "certificateHold"
    case .privilegeWithdrawn: "privilegeWithdrawn"
    case .aACompromise: "aACompromise"
    }
  }

  /// The name of the API's constant, which its specification and its samples print for the code.
  package var constantName: String {
    switch self {
    case .unspecified: "UNSPECIFIED"
    case .keyCompromise: "KEY_COMPROMISE"
    case .cACompromise: "CA_COMPROMISE"
    case .affiliationChanged: "AFFILIATION_CHANGED"
    case .superseded: "SUPERSEDED"
    case .cessationOfOperation: "CESSATION_OF_OPERATION"
    case .certificateHold: "CERTIFICATE_HOLD"
    case .privilegeWithdrawn: "PRIVILEGES_WITHDRAWN"
    case .aACompromise: "AA_COMPROMISE"
    }
  }

  /// The reason with this code of the API; nil for any other word.
  package init?(code: String) {
    guard let reason = RevocationReason.allCases.first(where: { $0.code == code }) else { return nil }
    self = reason
  }

  /// The reason whose constant has this name; nil for any other word.
  package init?(constantName name: String) {
    guard let reason = RevocationReason.allCases.first(where: { $0.constantName == name }) else { return nil }
    self = reason
  }

  /// The API's label for people, such as `Key compromise`.
  package var label: String {
    switch self {
    case .unspecified: "Unspecified"
    case .keyCompromise: "Key compromise"
    case .cACompromise: "CA compromise"
    case .affiliationChanged: "Affiliation changed"
    case .superseded: "Superseded"
    case .cessationOfOperation: "Cessation of operation"
    case .certificateHold: "Certificate hold"
    case .privilegeWithdrawn: "Privilege withdrawn"
    case .aACompromise: "AA compromise"
    }
  }
}
