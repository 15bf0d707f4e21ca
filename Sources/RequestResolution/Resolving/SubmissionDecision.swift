import AttributeValidation
import Configuration
import Diagnostics
import PKIModel

/// Decides about certificates that are asked for now and issued later.
struct SubmissionDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft
  let attempt: Int

  private var issuing: IssueDecision {
    IssueDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
  }

  /// Puts a request on record.
  ///
  /// Serial number and UUID are decided now, so that the certificate can be named; what the authority would refuse, it
  /// refuses when the certificate is issued.
  func submit(_ task: IssueTask, _ view: any LedgerView) throws -> Decision {
    guard case .direct(let source) = task.enrolment else {
      return draft.refused([
        Finding(.internalError, "an end entity's request cannot be submitted", fix: "report this")
      ])
    }
    return try submit(issuing.making.material(source, task.profile, view), task)
  }

  private func submit(_ material: CertificateMaterial, _ task: IssueTask) throws -> Decision {
    guard let serialNumber = try issuing.newSerialNumber(),
      let uuid = CertificateIdentity.uuid(serialNumber, under: task.profile.authority.uuid, cryptography)
    else {
      return draft.refused([Finding(.internalError, "no serial number could be made", fix: "report this")])
    }
    var detail = RequestDetail()
    detail.warnings = material.warnings
    try checkValidity(task)
    let submission = SubmittedRequest(
      uuid: uuid, authority: task.profile.authority.uuid, raProfile: task.profile.raProfile.uuid,
      serialNumber: serialNumber, subject: material.subject, altNames: material.altNames,
      extensions: material.copiedExtensions, validityDays: task.validityDays, request: material.request.der,
      attributes: task.attributes)
    detail.body = SubmissionDetail(submission: submission, raProfileName: task.profile.raProfile.name).json
    detail.attributes = task.attributes
    return draft.decision(.ok, detail, changes: [.submit(submission)], certificate: nil, naming: uuid)
  }

  /// Issues what was submitted, by the rules of today.
  func issue(_ target: CertificateTarget, under profile: ResolvedProfile, _ view: any LedgerView) throws -> Decision {
    let found = try CertificateLookup(context: context, request: draft.request).find(target, view)
    if let problem = profileProblem(found, profile) { return refused(problem, found) }
    guard case .submission(let submission) = found,
      CertificateLifecycle.state(after: .issue, in: found.state) != nil
    else { return refused(stateProblem(found), found) }
    let material = try material(submission, profile)
    let terms = IssueTask(
      profile: profile, validityDays: submission.validityDays, attributes: submission.attributes,
      customAttributes: RecordedAttributes.custom(in: submission.attributes),
      enrolment: .direct(.ready(material, statedKey: nil)))
    return try issuing.issue(material, terms, serialNumber: submission.serialNumber)
  }

  private func material(
    _ submission: SubmittedRequest, _ profile: ResolvedProfile
  ) throws(RefusedRequest) -> CertificateMaterial {
    let place = "/certificateUuid"
    let verified = try CertificateRequestReader(context: context, cryptography: cryptography)
      .read(stored: submission.request, profile: profile.endEntityProfile, at: place)
    return try context.materialBuilder(for: verified, under: profile, at: place).material(
      verified, keeping: submission.subject, submission.altNames, submission.extensions,
      attributes: profile.issueAttributes.allDefinitions + context.configuration.customAttributes.allDefinitions)
  }

  private func checkValidity(_ task: IssueTask) throws(RefusedRequest) {
    guard case .success(let issuing) = context.issuing(task.profile) else { return }
    // That the validity is shortened is said when the certificate is issued.
    var warnings: [Finding] = []
    _ = try ValidityPolicy(profile: task.profile.certificateProfile, issuer: issuing.issuer)
      .validity(days: task.validityDays, now: context.now, warnings: &warnings)
  }

  private func profileProblem(_ found: FoundCertificate, _ profile: ResolvedProfile) -> Finding? {
    if found.raProfile != profile.raProfile.uuid {
      return Finding(
        .certificateProfile, at: "/certificateUuid",
        "Cannot issue requested certificate. Existing Certificate RA profile is different than RA profile of request. "
          + "Certificate: \(found.uuid)",
        fix: "name the RA profile that the request was submitted under")
    }
    guard case .submission(let submission) = found, submission.authority != profile.authority.uuid else { return nil }
    return Finding(
      .certificateProfile, at: "/certificateUuid",
      "Cannot issue requested certificate. The RA profile belonged to authority \(submission.authority) when the "
        + "request was submitted. Certificate: \(found.uuid)",
      fix: "submit the request again")
  }

  private func stateProblem(_ found: FoundCertificate) -> Finding {
    // A certificate with bytes and no signature waits for the authority, not for this operation.
    let state = found.state == .requested ? CertificateState.pendingIssue : found.state
    return Finding(
      .certificateState, at: "/certificateUuid",
      "Cannot issue requested certificate with status \(state.label). Certificate: \(found.uuid)",
      fix: state == .pendingIssue ? "run `certmill resume`" : "submit the request again")
  }

  private func refused(_ problem: Finding, _ found: FoundCertificate) -> Decision {
    guard case .certificate(let record) = found else { return draft.refused([problem]) }
    return draft.refused([problem], certificate: record)
  }
}
