/// Why a row is not answered as upstream answers it.
enum Divergence: Sendable {
  /// The domain notes of the API have a line for it in section 8; what upstream does.
  case section8(Topic, String)
  /// Another section, or a decision of ours; what upstream does.
  case because(String)

  /// The lines of section 8.
  enum Topic: String, CaseIterable, Sendable {
    case issueErrors = "issue validation errors"
    case certificateData
    case disabledProfile = "disabled RA profile on issue"
    case authorityMismatch = "authorityUuid mismatch"
    case issueAttributes = "issue attributes"
    case rekeySubject = "rekey DN compare"
    case rekeyMembers = "rekey keyUuid/tokenProfileUuid required"
    case revokeErrors = "revoke / validate-revoke 422"
    case legacyRevoke = "v1 revoke inventory match"
    case forbiddenBody = "403 body statusCode"
    case requestSignature = "CSR self signature"
    case lists = "list / multiSelect"
    case contentType = "attribute contentType"
    case reasonDefault = "reason default"
    case emptyRequest = "request: \"\""
    case resetPassword
    case destroyKey = "destroyKey on active key"
  }

  /// The line of section 8 that is followed; nil where it has none.
  var topic: Topic? { if case .section8(let topic, _) = self { topic } else { nil } }
}
