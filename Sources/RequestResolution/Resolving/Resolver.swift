import Configuration
import Diagnostics
import DocumentModel
package import PKIModel

/// The second half of deciding: what a prepared request means for the ledger as it is now.
///
/// Pure: the same request, context and view give the same decision, but for random serial numbers.
package struct Resolver {
  /// How often a decision may be made anew because its serial number is taken; beyond that, the random source repeats
  /// itself.
  private static let mostAttempts = 8

  let context: ResolutionContext
  let cryptography: any RequestCryptography

  package init(context: ResolutionContext, cryptography: any RequestCryptography) {
    self.context = context
    self.cryptography = cryptography
  }

  /// Decides a request.
  ///
  /// - Parameters:
  ///   - view: What is committed.
  ///   - isKnown: Whether the ledger may hold the request already; false in the first run of a batch.
  ///   - attempt: 0, and one more each time that the decision could not be recorded.
  package func decide(
    _ request: PreparedRequest, view: any LedgerView, isKnown: Bool, attempt: Int
  ) throws -> Decision {
    if isKnown, let standing = try standing(request.identity, view) { return standing }
    var draft = DecisionDraft(request: request.identity, context: context)
    if let missing = try missingDependency(request, view) { return draft.refused([missing]) }
    switch request.verdict {
    case .refused(let findings, let claim): return try refused(findings, about: claim, draft, view)
    case .task where attempt > Resolver.mostAttempts:
      return draft.refused([
        Finding(
          .serialNumberTaken, "the CA has no free serial number after \(attempt) attempts",
          fix: "mend the machine's random source and run again")
      ])
    case .task(let task, let warnings):
      draft.warnings = warnings
      do {
        return try decide(task, draft, view, attempt)
      } catch let refused as RefusedRequest {
        return draft.refused(refused.findings)
      } catch let refusal as CertificateLookup.Refusal {
        return draft.refused(refusal.findings, certificate: refusal.certificate)
      }
    }
  }

  /// Whether deciding looks into the ledger even in a new batch; where it does not, `EmptyLedgerView` will do.
  package static func needsView(_ request: PreparedRequest) -> Bool {
    guard request.dependencies.isEmpty else { return true }
    return switch request.verdict {
    case .refused(_, let claim): claim != nil
    case .task(.answer, _): false
    case .task(.issue(let task), _): !task.isDirect
    case .task: true
    }
  }

  /// A refusal for everything that is wrong, what the ledger says of the certificate among it.
  private func refused(
    _ findings: [Finding], about claim: CertificateClaim?, _ draft: DecisionDraft, _ view: any LedgerView
  ) throws -> Decision {
    guard let claim else { return draft.refused(findings) }
    do {
      _ = try CertificateLookup(context: context, request: draft.request)
        .certificate(claim.target, for: claim.event, under: claim.raProfile, view)
      return draft.refused(findings)
    } catch let refusal as CertificateLookup.Refusal {
      return draft.refused(findings + refusal.findings, certificate: refusal.certificate)
    }
  }

  private func decide(
    _ task: RequestTask, _ draft: DecisionDraft, _ view: any LedgerView, _ attempt: Int
  ) throws -> Decision {
    switch task {
    case .answer(let body): return draft.answered(body)
    case .issue(let task):
      return try IssueDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
        .decide(task, view)
    case .revoke(let task):
      return try RevokeDecision(context: context, cryptography: cryptography, draft: draft).decide(task, view)
    case .endEntity(let task): return try EndEntityDecision(draft: draft).decide(task, view)
    case .query(let task):
      return try QueryDecision(context: context, cryptography: cryptography, draft: draft).decide(task, view)
    case .key(let task):
      return try KeyDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
        .decide(task, view)
    case .location(let task): return try LocationDecision(context: context, draft: draft).decide(task, view)
    case .renew(let task):
      return try RenewalDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
        .decide(task, view)
    case .submit(let task):
      return try SubmissionDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
        .submit(task, view)
    case .issueSubmitted(let profile, let target):
      return try SubmissionDecision(context: context, cryptography: cryptography, draft: draft, attempt: attempt)
        .issue(target, under: profile, view)
    case .bulkRevoke(let task):
      return try BulkRevocationDecision(context: context, cryptography: cryptography, draft: draft).decide(task, view)
    case .upload(let task): return try UploadDecision(context: context, draft: draft).decide(task, view)
    case .identify(let profile, let target):
      return try IdentificationDecision(context: context, cryptography: cryptography, draft: draft)
        .decide(target, under: profile, view)
    }
  }

  /// A request that this one depends on and that did not succeed, or does not stand before it.
  private func missingDependency(_ request: PreparedRequest, _ view: any LedgerView) throws -> Finding? {
    for id in request.dependencies {
      if let finding = try RequestReference.problem(
        id, from: request.identity, run: context.run, view, at: "/dependsOn")
      {
        return finding
      }
    }
    return nil
  }
}

/// References from one request of a batch to another.
enum RequestReference {
  /// Why a request cannot build on another one; nil where it can.
  static func problem(
    _ id: String, from request: RequestIdentity, run: Int, _ view: any LedgerView, at pointer: String
  ) throws -> Finding? {
    guard let other = try view.request(id: id), other.lastRun == run, other.position < request.position else {
      return Finding(
        .requestReference, at: pointer, "request \(id) does not stand before this one",
        fix: "name a request that stands earlier in the manifest")
    }
    guard other.outcome == Outcome.ok.rawValue else {
      return Finding(
        .dependencyFailed, at: pointer, "request \(id) did not succeed (\(other.outcome))",
        fix: "mend \(id) and run again")
    }
    return nil
  }
}
