import Diagnostics
import PKIModel

/// Decides how an end entity goes: all of its certificates are revoked, for no stated reason (domain of the API 1.5).
///
/// Those are the ones that it enrolled for, and the ones that were issued in their place since.
struct EndEntityRemoval {
  let draft: DecisionDraft

  func decide(_ entity: EndEntity, _ view: any LedgerView) throws -> Decision {
    let certificates = try certificates(of: entity, view)
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
      issued.map { StateChange.revoke(CertificateStanding($0), for: .unspecified, at: now) }
      + [.deleteEndEntity(raProfile: entity.raProfile, username: entity.username, at: now)]
    return draft.answered(nil, endEntity: result, changes: changes, authority: issued.first?.authority)
  }

  private func certificates(of entity: EndEntity, _ view: any LedgerView) throws -> [CertificateRecord] {
    var found = try view.certificates(raProfile: entity.raProfile, username: entity.username)
    var next = 0
    while next < found.count {
      found += try view.successions(of: found[next].uuid).compactMap { try view.certificate($0.successor) }
      next += 1
    }
    return found
  }

  private static func isWaiting(_ certificate: CertificateRecord) -> Finding {
    Finding(
      .certificateState, at: "/username",
      "Cannot perform operation revoke on certificate in state \(certificate.state.label). "
        + "Certificate: \(certificate.uuid)",
      fix: "finish issuing the certificate first")
  }
}
