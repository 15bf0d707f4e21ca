import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading

extension RequestPreparer {
  /// listIssueCertificateAttributes: BaseAttribute[] of the RA profile.
  func listIssueAttributes(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    draft.refuseBody()
    return ProfileLookup(configuration: context.configuration)
      .profile(for: draft.envelope, disabled: .isUnknown)
      .map { profile in
        var writer = JSONWriter()
        writer.array(profile.raProfile.issueAttributes) { $1.write(to: &$0) }
        return .answer(body: writer.bytes)
      }
  }

  /// validateIssueCertificateAttributes: RequestAttributeDto[], answered by nothing or by all that is wrong.
  func validateIssueAttributes(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    switch ProfileLookup(configuration: context.configuration).profile(for: draft.envelope, disabled: .isUnknown) {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      guard let body = draft.envelope.body, let elements = body.elements else {
        draft.findings.add(
          .init(.memberType, at: "/body", "the body is an array of attributes", fix: "write [{\"name\": …}]"))
        break
      }
      let values = AttributeValidator.validate(
        Array(elements), by: profile.raProfile.issueAttributes, at: "/body", findings: draft.findings)
      _ = AttributeEffects(
        values, profile: profile.endEntityProfile, at: "/body", findings: draft.findings)
    }
    return .success(.answer(body: nil))
  }
}
