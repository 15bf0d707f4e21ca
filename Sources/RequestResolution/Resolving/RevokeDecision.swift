import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: RevokeTask, _ view: any LedgerView) throws -> Decision {
    let certificate: CertificateRecord
    switch try CertificateLookup(context: context, request: draft.request).certificate(task.target, view) {
    case .failure(let refused): return draft.refused(refused.findings)
    case .success(let found): certificate = found
    }
    if let problem = CertificateLifecycle.Event.revoke.problem(with: certificate, under: task.profile.raProfile.uuid) {
      return draft.refused([problem], certificate: certificate)
    }
    var detail = RequestDetail()
    detail.attributes = task.attributes
    if task.destroysKey {
      detail.warnings = [
        Finding(
          .keyNotDestroyed, at: "/body/destroyKey", "no key was destroyed: the certificate has none in a token profile",
          fix: "destroy the key where it is kept")
      ]
    }
    let revocation = Revocation(certificate: certificate.uuid, reason: task.reason, date: context.now)
    return draft.decision(.ok, detail, changes: [.revoke(revocation)], certificate: certificate)
  }
}
