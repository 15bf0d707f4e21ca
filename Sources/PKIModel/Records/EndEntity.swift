/// The status of an end entity; the raw value is the API's constant.
package enum EndEntityStatus: String, CaseIterable, Sendable {
  case new = "NEW"
  case failed = "FAILED"
  case initialized = "INITIALIZED"
  case inProcess = "IN_PROCESS"
  case generated = "GENERATED"
  case revoked = "REVOKED"
  case historical = "HISTORICAL"
  case keyRecovery = "KEY_RECOVERY"
  case waitingForAddApproval = "WAITING_FOR_ADD_APPROVAL"

  /// Whether the enrolment password may be used now; success leads to `generated`.
  package var allowsEnrolment: Bool {
    switch self {
    case .new, .failed, .inProcess, .keyRecovery: true
    case .initialized, .generated, .revoked, .historical, .waitingForAddApproval: false
    }
  }
}

/// Somebody or something that is registered under an RA profile and may enrol with a password.
package struct EndEntity: Hashable, Sendable {
  /// One name and value of `extensionData`.
  package struct ExtensionDatum: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package let raProfile: UniqueID
  package let username: String
  /// As it was given, in the text form of RFC 4514; checked when the end entity was added.
  package var subjectDN: String
  package var subjectAltName: String?
  package var email: String?
  package var extensionData: [ExtensionDatum]
  package var status: EndEntityStatus
  /// The salted slow hash of the enrolment password, with its parameters; opaque here.
  package var passwordHash: String

  package init(
    raProfile: UniqueID, username: String, subjectDN: String, subjectAltName: String?, email: String?,
    extensionData: [ExtensionDatum], status: EndEntityStatus, passwordHash: String
  ) {
    self.raProfile = raProfile
    self.username = username
    self.subjectDN = subjectDN
    self.subjectAltName = subjectAltName
    self.email = email
    self.extensionData = extensionData
    self.status = status
    self.passwordHash = passwordHash
  }
}
