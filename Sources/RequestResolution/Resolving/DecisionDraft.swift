import Diagnostics
import PKIModel

/// Turns what was decided about one request into its record.
struct DecisionDraft {
  let request: RequestIdentity
  let context: ResolutionContext
  var isDuplicate = false

  /// A refusal for all that is wrong; the gravest class decides the outcome.
  func refused(_ findings: [Finding], changes: [StateChange] = [], certificate: CertificateRecord? = nil) -> Decision {
    let sorted = findings.enumerated().sorted {
      (DecisionDraft.gravity($0.element), $0.offset) < (DecisionDraft.gravity($1.element), $1.offset)
    }.map(\.element)
    var detail = RequestDetail()
    detail.problems = sorted
    let outcome = sorted.first?.code.outcome ?? .internalError
    return decision(outcome, detail, changes: changes, certificate: certificate)
  }

  /// A success with the API's answer, or without one.
  func answered(
    _ body: [UInt8]?, endEntity: EndEntityResult? = nil, changes: [StateChange] = [], authority: UniqueID? = nil,
    secret: Decision.Secret? = nil
  ) -> Decision {
    var detail = RequestDetail()
    detail.body = body
    detail.endEntity = endEntity
    return decision(.ok, detail, changes: changes, certificate: nil, authority: authority, secret: secret)
  }

  /// - Parameter named: The UUID of a certificate that has no bytes yet.
  func decision(
    _ outcome: Outcome, _ detail: RequestDetail, changes: [StateChange], certificate: CertificateRecord?,
    naming named: UniqueID? = nil, needsSignature: Bool = false, authority: UniqueID? = nil,
    secret: Decision.Secret? = nil, keyFile: Decision.KeyFile? = nil
  ) -> Decision {
    let record = RequestRecord(
      position: request.position, id: request.id, isDuplicate: isDuplicate, run: context.run, lastRun: context.run,
      digest: request.digest, operation: request.operation, outcome: outcome.rawValue,
      configurationDigest: context.configurationDigest, certificate: certificate?.uuid ?? named, detail: detail.json)
    return Decision(
      recorded: RecordedDecision(request: record, changes: changes), certificate: certificate,
      needsSignature: needsSignature, authority: authority, secret: secret, keyFile: keyFile)
  }

  /// What cannot be read goes before what is not found, and that before what breaks a rule.
  private static func gravity(_ finding: Finding) -> Int {
    switch finding.code.outcome {
    case .internalError: 0
    case .authorityUnavailable: 1
    case .authorityError: 2
    case .badRequest: 3
    case .notFound: 4
    case .forbidden: 5
    case .validationFailed: 6
    case .skipped: 7
    case .pending: 8
    case .ok: 9
    }
  }
}
