import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import PKIModel

/// Decides whether a certificate gets a successor, and what that one holds.
struct RenewalDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft
  let attempt: Int

  func decide(_ task: RenewalTask, _ view: any LedgerView) throws -> Decision {
    let predecessor = try CertificateLookup(context: context, request: draft.request)
      .certificate(task.target, for: task.operation.event, under: task.profile.raProfile.uuid, view)
    guard let old = try? Certificate.TBSFields(der: predecessor.tbs) else {
      return draft.refused([CertificateLookup.unreadable])
    }
    let successor: CertificateMaterial
    do {
      successor = try self.successor(of: old, predecessor, task, view)
    } catch let refused as RefusedRequest {
      return draft.refused(refused.findings, certificate: predecessor)
    }
    return try issue(successor, predecessor, old, task, view)
  }

  private func successor(
    of old: Certificate.TBSFields, _ predecessor: CertificateRecord, _ task: RenewalTask, _ view: any LedgerView
  ) throws -> CertificateMaterial {
    let source: SuccessorMaterial.Source
    let place: String
    let verified: VerifiedRequest
    switch task.source {
    case .given(let given):
      (source, place, verified) = (.given, given.place, given.request)
    case .keyed(let keyed):
      (source, place) = (.given, "/body/keyUuid")
      verified = try keyedRequest(keyed, old, predecessor, task, view)
    case .stored:
      (source, place) = (.stored, "/certificateUuid")
      verified = try storedRequest(predecessor, old, task, view)
    }
    let mismatches = PredecessorComparison(operation: task.operation, predecessor: old, place: place)
      .findings(for: verified.request, isGiven: source == .given)
    guard mismatches.isEmpty else { throw RefusedRequest(findings: mismatches) }
    var builder = context.materialBuilder(for: verified, under: task.profile, at: place)
    builder.hasPredecessor = true
    let keepsSubject = source == .stored || task.operation == .rekey
    return try SuccessorMaterial(
      predecessor: old, source: source, keepsSubject: keepsSubject,
      kept: task.profile.raProfile.renewalKeeps,
      attributes: task.profile.issueAttributes.allDefinitions + context.configuration.customAttributes.allDefinitions
    ).material(verified, builder)
  }

  /// The request on record; it is judged again, because rules and lists of lost keys may have changed.
  private func storedRequest(
    _ predecessor: CertificateRecord, _ old: Certificate.TBSFields, _ task: RenewalTask, _ view: any LedgerView
  ) throws -> VerifiedRequest {
    if task.operation == .rekey {
      let key = try view.tokenKey(fingerprint: cryptography.sha256(old.publicKey.der))
      let problem =
        switch key?.state {
        case nil: RenewalTask.keyMissing
        case .active: "Invalid key information"
        default: "Old certificate does not have private key or private key is in incorrect state"
        }
      throw refusal(problem, fix: "give a certificate request of the new key, or keyUuid and tokenProfileUuid")
    }
    guard let stored = predecessor.request else {
      throw refusal("CSR does not available for the existing certificate", fix: "give the certificate request")
    }
    return try CertificateRequestReader(context: context, cryptography: cryptography)
      .read(stored: stored, profile: task.profile.endEntityProfile, at: "/certificateUuid")
  }

  private var making: KeyedRequestMaking {
    KeyedRequestMaking(context: context, cryptography: cryptography, request: draft.request)
  }

  /// A request with the predecessor's subject and alternative names, made with a key of a token.
  private func keyedRequest(
    _ keyed: KeyedRequest, _ old: Certificate.TBSFields, _ predecessor: CertificateRecord, _ task: RenewalTask,
    _ view: any LedgerView
  ) throws -> VerifiedRequest {
    let (key, method) = try making.signing(keyed, after: predecessor, view)
    guard key.publicKey != old.publicKey else {
      throw RefusedRequest(
        .keyMismatch, at: "/body/keyUuid", "Rekey operation not permitted. Cannot use same key to rekey certificate",
        fix: "name another key, or use renewCertificate")
    }
    let keepsNames = task.profile.raProfile.renewalKeeps.contains(.subjectAltNames)
    let names = keepsNames ? old.certificateExtension(.subjectAltName).flatMap { try? $0.generalNames() } : nil
    return try making.make(key, method, subject: old.subject, altNames: names ?? [], task.profile)
  }

  private func issue(
    _ material: CertificateMaterial, _ predecessor: CertificateRecord, _ old: Certificate.TBSFields,
    _ task: RenewalTask, _ view: any LedgerView
  ) throws -> Decision {
    var detail = RequestDetail()
    detail.sourceCertificate = predecessor.uuid
    let entries = task.replacesInLocations ? try view.locationEntries(of: predecessor.uuid) : []
    if task.replacesInLocations, entries.isEmpty { detail.warnings.append(RenewalDecision.noLocation(predecessor)) }
    let replacement = try LocationReplacement(of: entries, context.configuration, view)
    detail.locations = replacement.results
    detail.warnings += LocationResult.warnings(replacement.results, task.operation)
    if let earlier = try view.successions(of: predecessor.uuid).first {
      detail.warnings.append(RenewalDecision.succeeded(earlier))
    }
    let keepsAttributes = task.profile.raProfile.renewalKeeps.contains(.customAttributes)
    let attributes = keepsAttributes ? try view.customAttributes(of: predecessor.uuid) : []
    let kind = Succession.Kind(
      sameKey: material.request.publicKey == old.publicKey,
      sameSubject: material.subject.hasSameParts(as: old.subject))
    let terms = IssueTask(
      profile: task.profile, validityDays: keptDays(old, task), attributes: attributes, customAttributes: attributes,
      enrolment: .direct(.ready(material, statedKey: nil)))
    return try IssueDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
      .issue(material, terms, detail: detail) { successor in
        [.succeed(Succession(predecessor: predecessor.uuid, successor: successor.uuid, kind: kind))]
          + replacement.changes(to: successor.uuid).map(StateChange.place)
      }
  }

  /// How many days the predecessor was valid, if that is kept and still allowed.
  private func keptDays(_ old: Certificate.TBSFields, _ task: RenewalTask) -> Int? {
    guard task.profile.raProfile.renewalKeeps.contains(.validity) else { return nil }
    let days = Int((old.validity.notAfter.seconds - old.validity.notBefore.seconds + 1) / 86_400)
    return task.profile.certificateProfile.allowedDays.contains(days) ? days : nil
  }

  private func refusal(_ problem: String, fix remedy: String) -> RefusedRequest {
    RefusedRequest(.certificateRequestMissing, at: "/body/request", problem, fix: remedy)
  }

  private static func noLocation(_ certificate: CertificateRecord) -> Finding {
    Finding(
      .locationNone, at: "/body/replaceInLocations",
      "certificate \(certificate.uuid) was replaced nowhere: it is in no location that this home knows",
      fix: "put the new certificate where the old one is used")
  }

  private static func succeeded(_ earlier: Succession) -> Finding {
    Finding(
      .certificateSucceeded, at: "/certificateUuid",
      "certificate \(earlier.predecessor) has a successor already: \(earlier.successor) (\(earlier.kind.rawValue))",
      fix: "revoke the one that is not used")
  }
}
