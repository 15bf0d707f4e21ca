import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import PKIModel

/// Decides whether a certificate is bound to an RA profile: of none so far, and signed by that one's authority.
///
/// What else the profile asks of certificates is asked when this one is renewed; what stands is revoked however it looks.
struct IdentificationDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft

  func decide(
    _ target: CertificateTarget, under profile: ResolvedProfile, _ view: any LedgerView
  ) throws -> Decision {
    let record: CertificateRecord
    switch try CertificateLookup(context: context, request: draft.request).find(target, view) {
    case .submission(let submission):
      return draft.refused([isBound(submission.uuid, to: submission.raProfile)])
    case .certificate(let found): record = found
    }
    if let bound = record.raProfile { return draft.refused([isBound(record.uuid, to: bound)], certificate: record) }
    if let problem = try problem(with: record, under: profile, view) {
      return draft.refused([problem], certificate: record)
    }
    var detail = RequestDetail()
    let metadata = profile.issueAttributes.metadata
    var body = JSONWriter()
    body.object { $0.member("meta") { $0.array(metadata) { AttributeEntry.attribute($1).write(to: &$0) } } }
    detail.body = body.bytes
    detail.attributes = RecordedAttributes.adding(metadata, to: [])
    let change = StateChange.identify(
      record.uuid, raProfile: profile.raProfile.uuid, authority: profile.authority.uuid)
    return draft.decision(.ok, detail, changes: [change], certificate: record)
  }

  private func problem(
    with record: CertificateRecord, under profile: ResolvedProfile, _ view: any LedgerView
  ) throws -> Finding? {
    if let problem = CertificateLifecycle.Event.identify.stateProblem(with: .certificate(record)) { return problem }
    guard let issued = IssuedCertificate(record), let certificate = try? Certificate(der: issued.der),
      let expected = CertificateIdentity.uuid(record.serialNumber, under: profile.authority.uuid, cryptography)
    else { return CertificateLookup.unreadable }
    let issuer: Issuer
    switch context.issuing(profile) {
    case .failure(let problem):
      return Finding(
        .authorityInvalid, "authority \(profile.authority.name) cannot identify: \(problem.text)",
        fix: "check the authority's certificate")
    case .success(let issuing): issuer = issuing.issuer
    }
    guard CertificateIdentity(context: context, cryptography: cryptography).isSigned(certificate, by: issuer) else {
      return Finding(
        .certificateNotIdentified, at: "/certificateUuid",
        "Cannot switch RA profile for certificate. Certificate not identified by authority of new RA profile "
          + "\(profile.raProfile.name). Certificate needs to be reissued. Certificate: \(record.uuid)",
        fix: "name an RA profile of the authority that signed it, or issue another certificate")
    }
    if certificate.tbs.isCA {
      return Finding(
        .certificateProfile, at: "/certificateUuid",
        "Cannot switch RA profile for certificate. Certificate identified by authority of new RA profile "
          + "\(profile.raProfile.name) but not valid according to RA profile attributes: it is one of a CA. "
          + "Certificate: \(record.uuid)",
        fix: "leave the request out; RA profiles are for end entities")
    }
    // It was uploaded when its authority was none of the home's; meanwhile another one may have its serial number.
    if expected != record.uuid, try CertificateLookup.isTaken(expected, view) {
      return CertificateLookup.ambiguous(record.serialNumber, at: "/certificateUuid")
    }
    return nil
  }

  private func isBound(_ certificate: UniqueID, to profile: UniqueID) -> Finding {
    Finding(
      .certificateProfile, at: "/certificateUuid",
      "Cannot switch RA profile for certificate. It has RA profile \(context.profileName(profile) ?? profile.description) "
        + "already. Certificate: \(certificate)",
      fix: "leave the request out")
  }
}
