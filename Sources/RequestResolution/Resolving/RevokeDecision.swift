import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
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
    detail.attributes = task.attributes
    var changes = [
      StateChange.revoke(Revocation(certificate: certificate.uuid, reason: task.reason, date: context.now))
    ]
    if task.concernsKey, let change = try keyChange(with: certificate, task, &detail, view) {
      changes.append(change)
    }
    return draft.decision(.ok, detail, changes: changes, certificate: certificate)
  }

  /// What becomes of the certificate's key; whatever that is, the certificate is revoked.
  private func keyChange(
    with certificate: CertificateRecord, _ task: RevokeTask, _ detail: inout RequestDetail, _ view: any LedgerView
  ) throws -> StateChange? {
    let hasTokens = !context.configuration.tokenProfiles.isEmpty
    guard hasTokens, let key = try view.tokenKey(of: certificate, cryptography) else {
      if task.destroysKey {
        detail.warnings = [
          RevokeDecision.notDestroyed(
            "the certificate has none in a token profile", fix: "destroy the key where it is kept")
        ]
      }
      return nil
    }
    var changed = key
    if task.reason == .keyCompromise, let next = key.state.state(after: .compromise) { changed = key.with(state: next) }
    if task.destroysKey {
      switch changed.destroyed(
        isConfirmed: task.destroysActiveKey, at: "/body/destroyKey", context.configuration)
      {
      case .success(let destroyed):
        detail.destroyedKey = destroyed.uuid
        changed = destroyed
      case .failure(let refused):
        detail.warnings = refused.findings.map { RevokeDecision.notDestroyed($0.problem, fix: $0.remedy) }
      }
    }
    return changed.state == key.state ? nil : .changeKey(changed, from: key.state)
  }

  private static func notDestroyed(_ problem: String, fix remedy: String) -> Finding {
    Finding(.keyNotDestroyed, at: "/body/destroyKey", "no key was destroyed: \(problem)", fix: remedy)
  }
}
