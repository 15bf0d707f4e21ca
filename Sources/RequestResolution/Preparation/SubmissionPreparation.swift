import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// submitCertificateRequest (ClientCertificateRequestDto): judged like a certificate that is issued at once.
  func submit(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    let profile = try profile(
      of: draft.envelope, named: draft.envelope.body?.member("raProfileUuid")?.string,
      disabled: .isRefused("Cannot submit certificate request with disabled RA profile."))
    let task = try issue(&draft, under: profile, attributes: "issueAttributes", at: "/body/issueAttributes") { body in
      _ = body.string("raProfileUuid")
      guard let source = body.value("sourceCertificateUuid") else { return }
      body.findings.add(
        .memberUnsupported, at: source, "a submitted request has no predecessor",
        fix: "use renewCertificate or rekeyCertificate")
    }
    return .submit(task)
  }

  /// issueNewCertificate: the certificate that was submitted.
  func issueSubmitted(_ draft: inout PreparationDraft) throws -> RequestTask {
    draft.refuseBody()
    let profile = try profile(
      of: draft.envelope, disabled: .isRefused("Cannot issue certificate with disabled RA profile."))
    guard let target = try certificateTarget(&draft) else { throw draft.refusal }
    return .issueSubmitted(profile: profile, target: target)
  }
}
