import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// renewCertificate (ClientCertificateRenewRequestDto): a new certificate for the same key.
  func renew(_ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest> {
    try succeed(.renew, &draft) { _ in }
  }

  /// rekeyCertificate (ClientCertificateRekeyRequestDto): a new certificate for another key of the same subject.
  func rekey(_ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest> {
    try succeed(.rekey, &draft) { body in
      _ = body.array("signatureAttributes")
      let (key, token) = (body.string("keyUuid"), body.string("tokenProfileUuid"))
      guard key != nil || token != nil, !RequestPreparer.hasRequest(body) else { return }
      body.findings.add(RequestPreparer.keyUnsupported)
    }
  }

  private func succeed(
    _ operation: RenewalTask.Operation, _ draft: inout PreparationDraft, _ readRest: (inout ObjectReader) -> Void
  ) throws -> Result<RequestTask, RefusedRequest> {
    let lookup = ProfileLookup(configuration: context.configuration)
    let disabled = "Cannot perform operation \(operation.rawValue) on certificate with disabled RA profile."
    let profile: ResolvedProfile
    switch lookup.profile(for: draft.envelope, disabled: .isRefused(disabled)) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let replacesInLocations = body.boolean("replaceInLocations") ?? false
    let inline = body.value("request")
    let format = body.word("format", as: RequestFormat.self) ?? .pkcs10
    readRest(&body)
    body.finish()
    let target = try certificateTarget(&draft)
    let given = givenRequest(inline, format, profile, draft)
    guard let target else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    return .success(
      .renew(
        RenewalTask(
          operation: operation, profile: profile, target: target, given: given,
          replacesInLocations: replacesInLocations)))
  }

  /// The new certificate request, verified; nil where none was given.
  ///
  /// What is wrong with it is reported.
  private func givenRequest(
    _ inline: DocumentNode?, _ format: RequestFormat, _ profile: ResolvedProfile, _ draft: PreparationDraft
  ) -> RenewalTask.Given? {
    let isInline = inline.map { !$0.isNull && !($0.string?.isEmpty ?? false) } ?? false
    guard isInline || draft.requestFile != nil, let octets = requestOctets(inline, format, usesKey: false, draft) else {
      return nil
    }
    let place = draft.requestFile == nil ? "/body/request" : "/requestFile"
    switch requestReader.read(
      octets, as: format, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    {
    case .success(let verified): return RenewalTask.Given(request: verified, place: place)
    case .failure(let refused):
      for finding in refused.findings { draft.findings.add(finding) }
      return nil
    }
  }

  private static func hasRequest(_ body: ObjectReader) -> Bool {
    body.node.member("request")?.string.map { !$0.isEmpty } ?? false
  }
}
