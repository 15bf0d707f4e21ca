import Configuration
import Diagnostics
import PKIModel

/// Decides whether a certificate is revoked: known, of the request's RA profile, and issued.
struct RevokeDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: RevokeTask, _ view: any LedgerView) throws -> Decision {
    let found: CertificateRecord?
    let text: String
    switch task.target {
    case .unknown(let name): (found, text) = (nil, name)
    case .uuid(let uuid, let name): (found, text) = (try view.certificate(uuid), name)
    case .request(let id):
      let pointer = "/certificateUuid"
      if let problem = try RequestReference.problem(id, from: draft.request, run: context.run, view, at: pointer) {
        return draft.refused([problem])
      }
      text = "@\(id)"
      found = try view.request(id: id)?.certificate.flatMap { try view.certificate($0) }
    }
    guard let certificate = found, certificate.state != .failed else {
      return draft.refused([
        Finding(
          .certificateUnknown, at: "/certificateUuid",
          "Object of type 'Certificate' identified by \(text) is not found.",
          fix: "name a certificate that this home has issued")
      ])
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
