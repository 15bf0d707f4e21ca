import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// submitCertificateRequest (ClientCertificateRequestDto): judged like a certificate that is issued at once.
  func submit(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    let lookup = ProfileLookup(configuration: context.configuration)
    let disabled = ProfileLookup.Disabled.isRefused("Cannot submit certificate request with disabled RA profile.")
    let named = draft.envelope.body?.member("raProfileUuid")?.string
    let found =
      named.map { lookup.profile(uuid: $0, disabled: disabled) }
      ?? lookup.profile(for: draft.envelope, disabled: disabled)
    switch found {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      return issue(&draft, under: profile, attributes: "issueAttributes", at: "/body/issueAttributes") { body in
        _ = body.string("raProfileUuid")
        guard let source = body.value("sourceCertificateUuid") else { return }
        body.findings.add(
          .memberUnsupported, at: source, "a submitted request has no predecessor",
          fix: "use renewCertificate or rekeyCertificate")
      }.map { task in
        guard case .issue(let task) = task else { return task }
        return .submit(task)
      }
    }
  }

  /// issueNewCertificate: the certificate that was submitted.
  func issueSubmitted(_ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest> {
    draft.refuseBody()
    let lookup = ProfileLookup(configuration: context.configuration)
    switch lookup.profile(
      for: draft.envelope, disabled: .isRefused("Cannot issue certificate with disabled RA profile."))
    {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      guard let target = try certificateTarget(&draft) else {
        return .failure(RefusedRequest(findings: draft.findings.findings))
      }
      return .success(.issueSubmitted(profile: profile, target: target))
    }
  }
}
