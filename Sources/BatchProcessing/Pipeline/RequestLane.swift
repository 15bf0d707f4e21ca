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
  let timings: RunTimings
  let interruption: Interruption
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
      let cryptography = try RunProblem.translating { try LaneCryptography() }
      return Tools(
        preparer: RequestPreparer(
          context: equipment.context, cryptography: cryptography, ledger: equipment.ledger,
          limits: equipment.limits, readFile: equipment.readFile),
        resolver: Resolver(context: equipment.context, cryptography: cryptography),
        signatures: SignatureMaker(check: equipment.signatureCheck))
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
      case .prepare(let records): return .prepared(try records.map(tools.preparer.prepare))
      case .decide(let requests): return .decided(try decide(requests, tools.resolver))
      case .sign(let certificates, let key):
        return .signed(certificates, certificates.map { tools.signatures.sign($0, with: key) })
      case .render(let completed):
        var rendered: [RenderedResult] = []
        for request in completed { rendered.append(try equipment.renderer.render(request)) }
        return .rendered(rendered)
      }
    } catch {
      return .stopped(RunProblem(error))
    }
  }

  private func decide(
    _ requests: [OpenRequest], _ resolver: Resolver
  ) throws -> [(request: OpenRequest, decision: Decision)] {
    func decide(in view: any LedgerView) throws -> [(request: OpenRequest, decision: Decision)] {
      try requests.map { request in
        let isKnown = equipment.context.run > 1 || request.attempt > 0
        return (
          request, try resolver.decide(request.prepared, view: view, isKnown: isKnown, attempt: request.attempt)
        )
      }
    }
    // In a new batch most requests have nothing to look up; opening a view would cost more than deciding them.
    let needsView =
      equipment.context.run > 1 || requests.contains { $0.attempt > 0 || Resolver.needsView($0.prepared) }
    return needsView ? try equipment.ledger.read(decide) : try decide(in: EmptyLedgerView())
  }
}
