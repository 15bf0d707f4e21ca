import Diagnostics
import PKIModel

/// Turns what was decided about one request into its record.
struct DecisionDraft {
  let request: RequestIdentity
  let context: ResolutionContext
  var isDuplicate = false
  /// What is told of the request where something is done.
  var warnings: [Finding] = []

  /// A refusal for all that is wrong; the gravest class decides the outcome.
  func refused(_ findings: [Finding], changes: [StateChange] = [], certificate: CertificateRecord? = nil) -> Decision {
    refused(findings, RequestDetail(), changes: changes, certificate: certificate)
  }

  /// The same, where more is to be said of it.
  func refused(
    _ findings: [Finding], _ detail: RequestDetail, changes: [StateChange] = [], certificate: CertificateRecord? = nil
  ) -> Decision {
    var detail = detail
    detail.problems = DecisionDraft.sorted(findings)
    let outcome = detail.problems.first?.code.outcome ?? .internalError
    return decision(outcome, detail, changes: changes, certificate: certificate)
  }

  /// The gravest first.
  static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { (gravity($0.element), $0.offset) < (gravity($1.element), $1.offset) }.map(\.element)
  }

  /// A success with the API's answer, or without one.
  func answered(
    _ body: [UInt8]?, endEntity: EndEntityResult? = nil, changes: [StateChange] = [],
    authority: UniqueID? = nil, secret: Decision.Secret? = nil
  ) -> Decision {
    var detail = RequestDetail()
    detail.body = body
    detail.endEntity = endEntity
    return decision(.ok, detail, changes: changes, certificate: nil, authority: authority, secret: secret)
  }

  /// What has to wait for an authority's next CRL.
  func awaitingCRL(of authority: UniqueID) -> Decision {
    decision(.ok, RequestDetail(), changes: [], certificate: nil, needsCRL: true, authority: authority)
  }

  /// - Parameter named: The UUID of a certificate that has no bytes yet.
  func decision(
    _ outcome: Outcome, _ detail: RequestDetail, changes: [StateChange], certificate: CertificateRecord?,
    naming named: UniqueID? = nil, needsSignature: Bool = false, needsCRL: Bool = false, authority: UniqueID? = nil,
    secret: Decision.Secret? = nil, keyFile: Decision.KeyFile? = nil
  ) -> Decision {
    var detail = detail
    if outcome.isLasting { detail.warnings = warnings + detail.warnings }
    let record = RequestRecord(
      position: request.position, id: request.id, isDuplicate: isDuplicate, run: context.run, lastRun: context.run,
      digest: request.digest, operation: request.operation, outcome: outcome.rawValue,
      configurationDigest: context.configurationDigest, certificate: certificate?.uuid ?? named, detail: detail.json)
    return Decision(
      recorded: RecordedDecision(request: record, changes: changes), detail: detail.isKeptAsIs ? detail : nil,
      certificate: certificate, needsSignature: needsSignature, needsCRL: needsCRL, authority: authority,
      secret: secret, keyFile: keyFile)
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
    case .ok, .partial: 9
    }
  }
}
