import Diagnostics
import DocumentModel
import ManifestReading
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting
import SigningLanes

/// What all lanes of a run are made from.
struct LaneEquipment: Sendable {
  let context: ResolutionContext
  let ledger: any BatchLedger
  let limits: DocumentLimits
  let readFile: RequestFileReading
  let renderer: ResultRenderer
  let signatureCheck: SignatureCheck
  /// What verifies several proofs of possession at once, and makes several signatures; nil where OpenSSL does each.
  let multiBuffer: MultiBufferLibrary?
  let timings: RunTimings
  let interruption: Interruption
  /// Where secrets are handed out; nil where nothing is.
  var secrets: SecretFiles?
  /// Where keys of tokens are kept; nil where none are.
  var tokens: TokenFiles?
  /// What makes CRLs; nil where nothing is signed.
  var crls: CRLIssuing?
  /// Where certificates are put; nil where nothing is.
  var locations: BatchLocations?
}

/// One lane: its own OpenSSL contexts and signers, shared with nobody.
struct RequestLane: LaneWorker {
  private let equipment: LaneEquipment
  private let number: Int
  private let tools: Result<Tools, RunProblem>

  private struct Tools {
    let preparer: RequestPreparer
    let resolver: Resolver
    let signatures: SignatureMaker
  }

  init(_ equipment: LaneEquipment, number: Int) {
    self.equipment = equipment
    self.number = number
    tools = Result { () throws(RunProblem) in
      let cryptography = try RunProblem.translating { try LaneCryptography(multiBuffer: equipment.multiBuffer) }
      return Tools(
        preparer: RequestPreparer(
          context: equipment.context, cryptography: cryptography, ledger: equipment.ledger,
          limits: equipment.limits, readFile: equipment.readFile),
        resolver: Resolver(context: equipment.context, cryptography: cryptography),
        signatures: SignatureMaker(check: equipment.signatureCheck, multiBuffer: equipment.multiBuffer))
    }
  }

  func perform(_ job: LaneJob) -> LaneOutput {
    let (stage, requests) = job.measure
    return equipment.timings.measure(stage, requests: requests, lane: number) { output(of: job) }
  }

  private func output(of job: LaneJob) -> LaneOutput {
    do {
      let tools = try tools.get()
      switch job {
      // What is not on record yet is left to the next run.
      case .prepare where equipment.interruption.isRequested: return .prepared([])
      case .decide where equipment.interruption.isRequested: return .decided([])
      case .prepare(let records):
        let prepared = try tools.preparer.prepare(records)
        return .prepared(try zip(records, prepared).map { try arrived($0, $1, tools) })
      case .decide(let requests): return .decided(try decide(requests, tools))
      case .sign(let certificates, let key):
        return .signed(certificates, tools.signatures.sign(certificates, with: key))
      case .render(let completed):
        var rendered: [RenderedResult] = []
        for request in completed { rendered.append(try equipment.renderer.render(request)) }
        return .rendered(rendered)
      }
    } catch {
      return .stopped(RunProblem(error))
    }
  }

  private func arrived(
    _ record: ManifestRecord, _ prepared: PreparedRequest, _ tools: Tools
  ) throws -> ArrivedRequest {
    let touches = prepared.touches.map(ConflictOrder.Touch.init)
    guard equipment.context.run == 1, !Resolver.needsView(prepared) else {
      let open = OpenRequest(record: record, prepared: prepared)
      return ArrivedRequest(touches: touches, goesAlone: prepared.goesAlone, content: .open(open))
    }
    let decision = try tools.resolver.decide(prepared, view: EmptyLedgerView(), isKnown: false, attempt: 0)
    return ArrivedRequest(
      touches: touches, content: .decided(DecidedRequest(record: record, attempt: 0, decision: decision)))
  }

  private func decide(_ requests: [OpenRequest], _ tools: Tools) throws -> [DecidedRequest] {
    // Before the view is opened: preparing may read the ledger, and there is no view within a view.
    let prepared = try requests.map { try $0.prepared ?? tools.preparer.prepare($0.record) }
    return try equipment.ledger.read { view in
      try zip(requests, prepared).map { request, prepared in
        let isKnown = equipment.context.run > 1 || request.attempt > 0
        let decision = try tools.resolver.decide(prepared, view: view, isKnown: isKnown, attempt: request.attempt)
        return DecidedRequest(record: request.record, attempt: request.attempt, decision: decision)
      }
    }
  }
}
