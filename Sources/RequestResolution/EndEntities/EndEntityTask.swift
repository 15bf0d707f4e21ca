import PKIModel

/// What a request wants of an end entity or of all of an RA profile's.
enum EndEntityTask: Sendable {
  case add(EndEntity)
  case get(profile: UniqueID, username: String)
  case list(profile: UniqueID)
  case edit(EndEntityEdit)
  case resetPassword(profile: UniqueID, username: String, EnrolmentPassword)
  case revokeAndDelete(profile: UniqueID, username: String)
}

/// What an edit changes; nil leaves what there is.
struct EndEntityEdit: Sendable {
  let profile: UniqueID
  let username: String
  let subjectDN: String?
  let subjectAltName: String?
  let email: String?
  /// Joins what there is; a name that is there already gets the new value.
  let extensionData: [EndEntity.ExtensionDatum]
  let status: EndEntityStatus?
  let passwordHash: String?
  /// Whether the profile lets an end entity leave the status REVOKED.
  let mayLeaveRevoked: Bool
}
