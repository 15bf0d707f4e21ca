import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: RevokeTask, _ view: any LedgerView) throws -> Decision {
    let certificate: CertificateRecord
    switch try task.target.find(for: draft.request, run: context.run, view) {
    case .failure(let refused): return draft.refused(refused.findings)
    case .success(let found): certificate = found
    }
    if let problem = problem(certificate, task) { return draft.refused([problem], certificate: certificate) }
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

  private func problem(_ certificate: CertificateRecord, _ task: RevokeTask) -> Finding? {
    let name = "Certificate: \(certificate.uuid)"
    guard certificate.raProfile == task.profile.raProfile.uuid else {
      return Finding(
        .certificateProfile, at: "/certificateUuid",
        "Cannot perform operation revoke on certificate. Existing Certificate RA profile is different than RA profile "
          + "of request. \(name)",
        fix: "name the RA profile that the certificate was issued under")
    }
    guard certificate.state == .issued else {
      return Finding(
        .certificateState, at: "/certificateUuid",
        "Cannot perform operation revoke on certificate in state \(certificate.state.label). \(name)",
        fix: certificate.state == .revoked ? "leave the request out" : "finish issuing the certificate first")
    }
    return nil
  }
}
