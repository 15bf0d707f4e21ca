import Configuration
import Diagnostics
import PKIModel

/// Decides which of many certificates are revoked: each by the rules for one, whatever becomes of the others.
struct BulkRevocationDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft
  /// The most certificates that filters may select: their revocations are one transaction and one result.
  var most = 100_000

  /// A certificate that was selected.
  private struct Candidate {
    let standing: CertificateStanding
    /// What becomes of its key, where the keys become known to others.
    var keyChange: StateChange?
  }

  func decide(_ task: BulkRevocationTask, _ view: any LedgerView) throws -> Decision {
    var verdicts = Verdicts(terms: task.terms, now: context.now)
    switch task.selection {
    case .named(let targets):
      let revocable = try revocable(targets, task, view)
      for (index, target) in targets.enumerated() {
        if case .uuid(let uuid, _) = target, let standing = revocable[uuid] {
          verdicts.add(Candidate(standing: standing))
        } else {
          try revoke(target, index, task, &verdicts, view)
        }
      }
    case .meeting(let conditions):
      let selected = try select(conditions, task, view)
      guard selected.count <= most else { return draft.refused([tooMany]) }
      for (candidate, problem) in selected { verdicts.add(candidate, problem) }
    }
    return decision(verdicts, task)
  }

  /// What has been decided so far.
  private struct Verdicts {
    let terms: RevocationTerms
    let now: UTCInstant
    var result = BulkRevocationResult()
    var problems: [Finding] = []
    var changes: [StateChange] = []
    private var revoked: Set<UniqueID> = []
    /// Certificates may share a key, which changes once.
    private var keyChanges: Set<StateChange> = []

    init(terms: RevocationTerms, now: UTCInstant) {
      self.terms = terms
      self.now = now
    }

    /// A certificate that is named twice is revoked once, and counts once.
    mutating func add(_ candidate: Candidate, _ problem: Finding? = nil) {
      if let problem {
        add(problem, candidate)
      } else if revoked.insert(candidate.standing.uuid).inserted {
        result.add(revoked: candidate.standing.uuid, candidate.standing.serialNumber)
        changes.append(.revoke(candidate.standing, for: terms.reason, at: now))
        if let change = candidate.keyChange, keyChanges.insert(change).inserted { changes.append(change) }
      }
    }

    mutating func add(_ problem: Finding, _ candidate: Candidate?) {
      result.add(refused: problem, candidate?.standing.uuid, candidate?.standing.serialNumber)
      problems.append(problem)
    }
  }

  /// Those of the certificates that are named by their UUIDs and may be revoked, whatever their keys are.
  private func revocable(
    _ targets: [CertificateTarget], _ task: BulkRevocationTask, _ view: any LedgerView
  ) throws -> [UniqueID: CertificateStanding] {
    guard !concernsKeys(task.terms) else { return [:] }
    let uuids = targets.compactMap { if case .uuid(let uuid, _) = $0 { uuid } else { nil } }
    return try view.standings(of: uuids).filter { _, standing in
      standing.raProfile == task.profile.raProfile.uuid
        && CertificateLifecycle.state(after: .revoke, in: standing.state) != nil
    }
  }

  /// Looks at a certificate more closely, which also tells why it is not revoked.
  private func revoke(
    _ target: CertificateTarget, _ index: Int, _ task: BulkRevocationTask, _ verdicts: inout Verdicts,
    _ view: any LedgerView
  ) throws {
    do {
      let record = try CertificateLookup(context: context, request: draft.request)
        .certificate(target, for: .revoke, under: task.profile.raProfile.uuid, view)
      verdicts.add(try candidate(record, task.terms, view))
    } catch let refusal as CertificateLookup.Refusal {
      guard let problem = refusal.findings.first else { return }
      verdicts.add(
        Finding(problem.code, at: "/body/certificateUuids/\(index)", problem.problem, fix: problem.remedy),
        refusal.certificate.map { Candidate(standing: CertificateStanding($0)) })
    }
  }

  /// The certificates of the RA profile that meet all conditions and are issued, or will be: one that waits for its
  /// signature must not be forgotten.
  private func select(
    _ conditions: [CertificateCondition], _ task: BulkRevocationTask, _ view: any LedgerView
  ) throws -> [(candidate: Candidate, problem: Finding?)] {
    let profile = task.profile.raProfile
    var selected: [(candidate: Candidate, problem: Finding?)] = []
    try view.forEachCertificate { record in
      guard record.raProfile == profile.uuid, record.state == .issued || record.state == .requested,
        selected.count <= most, let searched = SearchedCertificate(record),
        conditions.allSatisfy({ $0.holds(for: searched, raProfileName: profile.name) })
      else { return }
      let problem = CertificateLifecycle.Event.revoke.stateProblem(with: .certificate(record))
      selected.append((try candidate(record, task.terms, view), problem))
    }
    return selected
  }

  private func candidate(
    _ record: CertificateRecord, _ terms: RevocationTerms, _ view: any LedgerView
  ) throws -> Candidate {
    guard concernsKeys(terms) else { return Candidate(standing: CertificateStanding(record)) }
    var terms = terms
    terms.destroysKey = false
    let key = RevokedKey(context: context, cryptography: cryptography, terms: terms)
    return Candidate(standing: CertificateStanding(record), keyChange: try key.outcome(of: record, view).change)
  }

  /// Whether keys become known to others that are in tokens here.
  private func concernsKeys(_ terms: RevocationTerms) -> Bool {
    terms.compromisesKey && !context.configuration.tokenProfiles.isEmpty
  }

  /// Done only if all of it is; refused if nothing is.
  private func decision(_ verdicts: Verdicts, _ task: BulkRevocationTask) -> Decision {
    var detail = RequestDetail()
    detail.bulkRevocation = verdicts.result
    guard !verdicts.changes.isEmpty || verdicts.problems.isEmpty else {
      return draft.refused(verdicts.problems, detail)
    }
    detail.attributes = task.terms.attributes
    if task.terms.destroysKey {
      detail.warnings.append(
        RevokedKey.notDestroyed("a bulk revocation destroys none", fix: "destroy each key with destroyKey"))
    }
    detail.problems = DecisionDraft.sorted(verdicts.problems)
    return draft.decision(
      verdicts.problems.isEmpty ? .ok : .partial, detail, changes: verdicts.changes, certificate: nil,
      authority: task.profile.authority.uuid)
  }

  private var tooMany: Finding {
    Finding(
      .documentLimit, at: "/body/filters", "more than \(most) certificates meet the filters",
      fix: "revoke them in several requests, for instance by NOT_AFTER")
  }
}
