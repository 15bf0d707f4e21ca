import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft

  func decide(_ task: RevokeTask, _ view: any LedgerView) throws -> Decision {
    let certificate = try CertificateLookup(context: context, request: draft.request)
      .certificate(task.target, for: .revoke, under: task.profile.raProfile.uuid, view)
    var detail = RequestDetail()
    detail.attributes = task.terms.attributes
    var changes = [StateChange.revoke(CertificateStanding(certificate), for: task.terms.reason, at: context.now)]
    if task.terms.concernsKey {
      let outcome = try RevokedKey(context: context, cryptography: cryptography, terms: task.terms)
        .outcome(of: certificate, view)
      detail.warnings += outcome.warnings
      detail.destroyedKey = outcome.destroyed
      if let change = outcome.change { changes.append(change) }
    }
    return draft.decision(.ok, detail, changes: changes, certificate: certificate)
  }
}
