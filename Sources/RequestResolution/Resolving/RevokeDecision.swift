import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: RevokeTask, _ view: any LedgerView) throws -> Decision {
    let certificate: CertificateRecord
    switch try CertificateLookup(context: context, request: draft.request)
      .certificate(task.target, for: .revoke, under: task.profile.raProfile.uuid, view)
    {
    case .failure(let refusal): return draft.refused(refusal.findings, certificate: refusal.certificate)
    case .success(let found): certificate = found
    }
    var detail = RequestDetail()
    detail.attributes = task.terms.attributes
    detail.warnings = task.terms.warnings
    let revocation = Revocation(certificate: certificate.uuid, reason: task.terms.reason, date: context.now)
    return draft.decision(.ok, detail, changes: [.revoke(revocation)], certificate: certificate)
  }
}

extension RevocationTerms {
  /// What is said about the attributes, and what was asked for and is not done.
  var warnings: [Finding] {
    guard destroysKey else { return attributeWarnings }
    return attributeWarnings + [
      Finding(
        .keyNotDestroyed, at: "/body/destroyKey", "no key was destroyed: the certificate has none in a token profile",
        fix: "destroy the key where it is kept")
    ]
  }
}
