import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading

extension RequestPreparer {
  /// listRevokeCertificateAttributes: BaseAttribute[] of the RA profile.
  func listRevokeAttributes(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    draft.refuseBody()
    return ProfileLookup(configuration: context.configuration)
      .profile(for: draft.envelope, disabled: .isUnknown)
      .map { profile in
        var writer = JSONWriter()
        writer.array(profile.raProfile.revokeAttributes) { $1.write(to: &$0) }
        return .answer(body: writer.bytes)
      }
  }

  /// validateRevokeCertificateAttributes: RequestAttributeDto[], answered by nothing or by all that is wrong.
  func validateRevokeAttributes(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    switch ProfileLookup(configuration: context.configuration).profile(for: draft.envelope, disabled: .isUnknown) {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      guard let body = draft.envelope.body, let elements = body.elements else {
        draft.findings.add(
          .init(.memberType, at: "/body", "the body is an array of attributes", fix: "write [{\"name\": …}]"))
        break
      }
      _ = AttributeValidator.validate(
        Array(elements), by: profile.raProfile.revokeAttributes, at: "/body", findings: draft.findings)
    }
    return .success(.answer(body: nil))
  }
}
