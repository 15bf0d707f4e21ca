import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading

extension RequestPreparer {
  /// listIssueCertificateAttributes: BaseAttribute[] of the RA profile.
  func listIssueAttributes(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    try list(\.issueAttributes, &draft)
  }

  /// listRevokeCertificateAttributes: BaseAttribute[] of the RA profile.
  func listRevokeAttributes(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    try list(\.revokeAttributes, &draft)
  }

  /// validateIssueCertificateAttributes: RequestAttributeDto[], answered by nothing or by all that is wrong.
  func validateIssueAttributes(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    try validate(\.issueAttributes, &draft) { values, profile, findings in
      _ = AttributeEffects(values, profile: profile.endEntityProfile, at: "/body", findings: findings)
    }
  }

  /// validateRevokeCertificateAttributes: RequestAttributeDto[], answered by nothing or by all that is wrong.
  func validateRevokeAttributes(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    try validate(\.revokeAttributes, &draft) { _, _, _ in }
  }

  private func list(
    _ attributes: KeyPath<ResolvedProfile, AttributeCatalog>, _ draft: inout PreparationDraft
  ) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let profile = try profile(of: draft.envelope, disabled: .isUnknown)
    var writer = JSONWriter()
    writer.array(profile[keyPath: attributes].entries) { $1.write(to: &$0) }
    return .answer(body: writer.bytes)
  }

  private func validate(
    _ attributes: KeyPath<ResolvedProfile, AttributeCatalog>, _ draft: inout PreparationDraft,
    _ further: ([AttributeValue], ResolvedProfile, FindingCollector) -> Void
  ) throws(RefusedRequest) -> RequestTask {
    let profile = try profile(of: draft.envelope, disabled: .isUnknown)
    guard let body = draft.envelope.body, let elements = body.elements else {
      draft.findings.add(
        .init(.memberType, at: "/body", "the body is an array of attributes", fix: "write [{\"name\": …}]"))
      throw draft.refusal
    }
    let values = AttributeValidator.validate(
      Array(elements), by: profile[keyPath: attributes], isLenient: profile.raProfile.isLenient, at: "/body",
      findings: draft.findings)
    further(values, profile, draft.findings)
    return .answer(body: nil)
  }
}
