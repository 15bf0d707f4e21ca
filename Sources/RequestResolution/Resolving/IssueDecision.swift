import AttributeValidation
import Configuration
import Diagnostics
import PKIModel

/// Decides what certificate a request gets, down to the bytes to be signed.
struct IssueDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft
  let attempt: Int

  func decide(_ task: IssueTask, _ view: any LedgerView) throws -> Decision {
    switch task.enrolment {
    case .direct(let source): return try issue(making.material(source, task.profile, view), task)
    case .endEntity(let username, let password, let request):
      guard let entity = try view.endEntity(raProfile: task.profile.raProfile.uuid, username: username) else {
        return draft.refused([EndEntityDecision.unknown(username)])
      }
      return try enrol(entity, password, request, task)
    }
  }

  var making: KeyedRequestMaking {
    KeyedRequestMaking(context: context, cryptography: cryptography, request: draft.request)
  }

  /// The password is judged before the status, and both before the request: whoever does not know the password
  /// learns nothing else.
  private func enrol(
    _ entity: EndEntity, _ password: String, _ request: Result<VerifiedRequest, RefusedRequest>, _ task: IssueTask
  ) throws -> Decision {
    guard try cryptography.password(password, matches: entity.passwordHash) else {
      return draft.refused([
        Finding(
          .endEntityPassword, at: "/body/password", "wrong password for end entity \(entity.username)",
          fix: "give the password that the end entity was registered with")
      ])
    }
    guard entity.status.allowsEnrolment else {
      return draft.refused([
        Finding(
          .endEntityStatus, at: "/body/username",
          "end entity \(entity.username) has status \(entity.status.rawValue), which does not allow enrolment",
          fix: "set its status to NEW")
      ])
    }
    let issuing = try issuing(task.profile)
    let material: CertificateMaterial
    do {
      let verified = try request.get()
      let written = WrittenExtensions(template: issuing.template, request: verified)
      material = try EndEntityNames(profile: task.profile).material(entity, verified, written: written)
    } catch {
      return fail(entity, error.findings)
    }
    var generated = entity
    generated.status = .generated
    return try issue(material, task) { _ in [.updateEndEntity(generated)] }
  }

  /// An enrolment that failed after the password was right leaves its trace in the status (domain of the API 4.5).
  private func fail(_ entity: EndEntity, _ findings: [Finding]) -> Decision {
    var failed = entity
    failed.status = .failed
    return draft.refused(findings, changes: failed.status == entity.status ? [] : [.updateEndEntity(failed)])
  }

  /// Intends a certificate.
  ///
  /// - Parameters:
  ///   - detail: What is known of the result so far.
  ///   - reserved: The serial number, where it is decided already.
  ///   - changes: What else changes with the certificate.
  func issue(
    _ material: CertificateMaterial, _ task: IssueTask, detail: RequestDetail = RequestDetail(),
    serialNumber reserved: SerialNumber? = nil, changes: (CertificateRecord) -> [StateChange] = { _ in [] }
  ) throws -> Decision {
    let issuing = try issuing(task.profile)
    var detail = detail
    detail.warnings += material.warnings
    detail.attributes = RecordedAttributes.adding(task.profile.issueAttributes.metadata, to: task.attributes)
    let validity = try ValidityPolicy(profile: task.profile.certificateProfile, issuer: issuing.issuer)
      .validity(days: task.validityDays, now: context.now, warnings: &detail.warnings)
    guard let serialNumber = try reserved ?? newSerialNumber(),
      let uuid = CertificateIdentity.uuid(serialNumber, under: issuing.issuer.authority.uuid, cryptography)
    else {
      return draft.refused([Finding(.internalError, "no serial number could be made", fix: "report this")])
    }
    let record = CertificateRecord(
      uuid: uuid, authority: issuing.issuer.authority.uuid, raProfile: task.profile.raProfile.uuid,
      serialNumber: serialNumber, state: .requested,
      tbs: issuing.template.tbs(serialNumber: serialNumber, validity: validity, material: material),
      request: material.request.der)
    var changes = [.intend(record)] + changes(record)
    if case .endEntity(let username, _, _) = task.enrolment {
      changes.append(.enrol(record.uuid, raProfile: task.profile.raProfile.uuid, username: username))
    }
    if !task.customAttributes.isEmpty {
      changes.append(.keep(CustomAttributes(certificate: uuid, members: task.customAttributes)))
    }
    return draft.decision(
      .ok, detail, changes: changes, certificate: record, needsSignature: true)
  }

  /// A serial number for the request's certificate.
  func newSerialNumber() throws -> SerialNumber? {
    let random = try context.serialNumbers.randomOctets(forRequest: draft.request.id, attempt: attempt)
    return SerialNumber(issuedAt: context.now, position: draft.request.position, random: random)
  }

  /// The issuer and the template of the certificate, if the authority can issue now.
  private func issuing(
    _ profile: ResolvedProfile
  ) throws(RefusedRequest) -> (issuer: Issuer, template: CertificateTemplate) {
    let problem: String
    switch context.issuing(profile) {
    case .failure(let issuerProblem): problem = issuerProblem.text
    case .success(let issuing):
      guard let reason = issuing.issuer.problem(at: context.now) else { return issuing }
      problem = reason
    }
    throw RefusedRequest(
      .authorityInvalid, "authority \(profile.authority.name) cannot issue: \(problem)",
      fix: "check the authority's certificate and the clock")
  }
}
