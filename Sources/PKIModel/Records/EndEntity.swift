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
