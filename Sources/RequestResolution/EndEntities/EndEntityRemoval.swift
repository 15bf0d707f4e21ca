import Diagnostics
import PKIModel

/// Decides how an end entity goes: all of its certificates are revoked, for no stated reason (domain of the API 1.5).
struct EndEntityRemoval {
  let draft: DecisionDraft

  func decide(_ entity: EndEntity, _ view: any LedgerView) throws -> Decision {
    let certificates = try view.certificates(raProfile: entity.raProfile, username: entity.username)
    // What waits for its signature will be issued; leaving it would leave a certificate that nobody revokes.
    let waiting = certificates.filter { $0.state == .requested }
    guard waiting.isEmpty else { return draft.refused(waiting.map(EndEntityRemoval.isWaiting)) }
    let issued = certificates.filter { $0.state == .issued }
    let now = draft.context.now
    var result = EndEntityResult(username: entity.username)
    result.previousStatus = entity.status
    result.revoked = issued.map {
      EndEntityResult.RevokedCertificate(uuid: $0.uuid, serialNumber: $0.serialNumber.description)
    }
    let changes =
      issued.map { StateChange.revoke(Revocation(certificate: $0.uuid, reason: .unspecified, date: now)) }
      + [.deleteEndEntity(raProfile: entity.raProfile, username: entity.username, at: now)]
    return draft.answered(nil, endEntity: result, changes: changes, authority: issued.first?.authority)
  }

  private static func isWaiting(_ certificate: CertificateRecord) -> Finding {
    Finding(
      .certificateState, at: "/username",
      "Cannot perform operation revoke on certificate in state \(certificate.state.label). "
        + "Certificate: \(certificate.uuid)",
      fix: "finish issuing the certificate first")
  }
}
