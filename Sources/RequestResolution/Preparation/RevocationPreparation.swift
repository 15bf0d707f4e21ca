import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// revokeCertificate of version 2 (ClientCertificateRevocationDto).
  func revoke(_ draft: inout PreparationDraft) throws -> RequestTask {
    let profile = try revocationProfile(draft)
    var body = try draft.body()
    let terms = terms(&body, profile, draft.envelope)
    body.finish()
    guard let target = try certificateTarget(&draft) else { throw draft.refusal }
    return try revoke(RevokeTask(profile: profile, target: target, terms: terms), &draft)
  }

  /// bulkRevoke: the same for many certificates, which are named or found by filters.
  func bulkRevoke(_ draft: inout PreparationDraft) throws -> RequestTask {
    let profile = try revocationProfile(draft)
    var body = try draft.body()
    let terms = terms(&body, profile, draft.envelope)
    let names = body.array("certificateUuids")
    let filters = body.array("filters")
    body.finish()
    guard names.isEmpty != filters.isEmpty else {
      draft.findings.add(
        Finding(
          .memberMissing, at: "/body", "the certificates are named by nothing, or in two ways",
          fix: "give certificateUuids or filters, not both and not empty"))
      throw draft.refusal
    }
    let selection: BulkRevocationTask.Selection
    if names.isEmpty {
      selection = .meeting(filters.compactMap { CertificateCondition($0, draft.findings) })
      draft.goesAlone = true
    } else {
      selection = .named(
        try names.enumerated().compactMap { index, name in
          try CertificateReference(name, findings: draft.findings)
            .map { try target($0, at: "/body/certificateUuids/\(index)", &draft) }
        })
    }
    if terms.compromisesKey, !context.configuration.tokenProfiles.isEmpty {
      draft.touches.append(.changing(.keyStates))
    }
    return .bulkRevoke(BulkRevocationTask(profile: profile, selection: selection, terms: terms))
  }

  private func revocationProfile(_ draft: PreparationDraft) throws(RefusedRequest) -> ResolvedProfile {
    try profile(
      of: draft.envelope,
      disabled: .isRefused("Cannot perform operation revoke on certificate with disabled RA profile."))
  }

  private func terms(
    _ body: inout ObjectReader, _ profile: ResolvedProfile, _ envelope: Envelope
  ) -> RevocationTerms {
    let reason = reason(body.string("reason"), profile, body.findings)
    let attributes = body.array("attributes")
    let destroysKey = body.boolean("destroyKey") ?? false
    let values = AttributeValidator.validate(
      attributes, by: profile.revokeAttributes, isLenient: profile.raProfile.isLenient, at: "/body/attributes",
      findings: body.findings)
    return RevocationTerms(
      reason: reason, destroysKey: destroysKey, attributes: RecordedAttributes.json(revoke: values),
      destroysActiveKey: envelope.destroysActiveKey)
  }

  /// revokeCertificate of version 1 (LegacyClientCertificateRevocationDto); issuer and serial number must both match.
  func legacyRevoke(_ draft: inout PreparationDraft) throws -> RequestTask {
    let profile = try legacyProfile(draft)
    var body = try draft.body()
    let serialText = body.requiredString("certificateSN")
    let issuerText = body.requiredString("issuerDN")
    let reasonText = body.requiredString("reason")
    body.finish()
    let reason = reason(reasonText, profile, draft.findings)
    guard let serialText, let issuerText,
      let serial = SerialNumberText.read(
        serialText, isHexadecimal: true, at: body.pointer("certificateSN"), draft.findings)
    else { throw draft.refusal }
    let target = target(serial, issuerText, at: body.pointer("issuerDN"), &draft)
    let terms = RevocationTerms(reason: reason, destroysKey: false, attributes: [])
    return try revoke(RevokeTask(profile: profile, target: target, terms: terms), &draft)
  }

  private func revoke(_ task: RevokeTask, _ draft: inout PreparationDraft) throws -> RequestTask {
    if try mayChangeKey(task) { draft.touches.append(.changing(.keyStates)) }
    return .revoke(task)
  }

  /// Whether a key of a token changes with the certificate, or nobody can say yet.
  ///
  /// Else many revocations for keyCompromise would wait for each other for nothing.
  private func mayChangeKey(_ task: RevokeTask) throws -> Bool {
    guard task.terms.concernsKey, !context.configuration.tokenProfiles.isEmpty else { return false }
    guard case .uuid(let uuid, _) = task.target else { return true }
    return try ledger.read { view in
      guard let certificate = try view.certificate(uuid) else { return true }
      return try view.tokenKey(of: certificate, cryptography) != nil
    }
  }

  /// The API's reason; absent means unspecified.
  private func reason(
    _ code: String?, _ profile: ResolvedProfile, _ findings: FindingCollector
  ) -> RevocationReason {
    guard let code else { return .unspecified }
    if let reason = RevocationReason(code: code) { return reason }
    if profile.raProfile.isLenient, let reason = RevocationReason(constantName: code) {
      findings.warn(
        Finding(
          .revocationReason, at: "/body/reason", "Certificate Revocation reason \(code) is taken as \(reason.code)",
          fix: "write \(reason.code)"))
      return reason
    }
    findings.add(
      Finding(
        .revocationReason, at: "/body/reason", "Unknown Certificate Revocation reason \(code)",
        fix: "use one of \(RevocationReason.allCases.map(\.code).joined(separator: ", "))"))
    return .unspecified
  }
}
