import Diagnostics
import IssuanceLedger
import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting
import SigningLanes

/// Moves a batch through its stages: read, prepare, decide, record the intent, sign, record the signature, render.
///
/// One thread reads the manifest, keeps the order and writes the ledger; the lanes do everything that takes time. An
/// intent is durable before its signature is made, and a signature before its certificate is shown, because each
/// stage is handed its work only after the transaction that records the one before. What is under way is bounded.
final class BatchPipeline {
  /// Requests under way: enough to keep the lanes busy while a transaction is written.
  private static let window = 6144
  /// The part of what is under way that makes a transaction worth its flush: about a thousand records, and less towards
  /// the end, where the lanes have nothing else to do than wait for it.
  private static let transactionShare = 6
  /// The fewest records that are worth a flush while lanes are at work.
  private static let smallestTransaction = 64
  /// Changes that are worth a flush however few requests make them.
  private static let mostChanges = 6144

  private var incoming: RequestChunks
  private let equipment: LaneEquipment
  /// Nil where nothing is to be signed.
  private let keys: AuthorityKeys?
  private let interruption: Interruption
  private let deliver: ([RenderedResult]) throws -> Void

  private let events = WorkQueue<LaneOutput>()
  private let lanes: Lanes<LaneJob, LaneOutput>
  private var arrivals = ArrivalOrder()
  private var pending = PendingCommit()
  private var awaitingSignature: [UniqueID: Decision] = [:]
  /// What is on record and has something to do in locations before it is done.
  private var awaitingLocations: [(decision: Decision, certificate: CertificateRecord?)] = []
  private var rendered = ReorderBuffer<RenderedResult>()
  private var underWay = 0
  private var inLanes = 0

  /// How many certificates were signed by this run.
  private(set) var signedCount = 0
  /// The authorities that signed certificates in this run; a key that is open may be one that cannot.
  private(set) var issuing: Set<UniqueID> = []

  init(
    reader: ManifestReader, equipment: LaneEquipment, keys: AuthorityKeys?, laneCount: Int,
    interruption: Interruption, deliver: @escaping ([RenderedResult]) throws -> Void
  ) {
    incoming = RequestChunks(reader, lanes: laneCount)
    self.equipment = equipment
    self.keys = keys
    self.interruption = interruption
    self.deliver = deliver
    lanes = Lanes(
      count: laneCount, makeWorker: { RequestLane(equipment, number: $0) }, receive: { [events] in events.push($0) })
  }

  /// Runs until everything is delivered; an interrupted run ends when what was decided is signed and on record.
  func run() throws(RunProblem) {
    defer { lanes.finish() }
    try RunProblem.translating {
      while true {
        readOn()
        if underWay == 0 || (interruption.isRequested && inLanes == 0 && pending.count == 0) { return }
        if inLanes == 0 || isWorthTransaction { try commit() }
        guard inLanes > 0, let event = events.pop() else {
          throw RunProblem(.internalError, "\(underWay) requests are under way and nobody works on them")
        }
        try take(event)
      }
    }
  }

  private var isWorthTransaction: Bool {
    pending.count >= max(BatchPipeline.smallestTransaction, underWay / BatchPipeline.transactionShare)
      || pending.changeCount >= BatchPipeline.mostChanges
  }

  private func readOn() {
    while underWay < BatchPipeline.window, !interruption.isRequested {
      let records = incoming.next()
      guard !records.isEmpty else { return }
      underWay += records.count
      submit(.prepare(records), urgent: false)
    }
  }

  private func submit(_ job: LaneJob, urgent: Bool = true) {
    inLanes += 1
    lanes.submit(job, urgent: urgent)
  }

  private func take(_ event: LaneOutput) throws {
    inLanes -= 1
    switch event {
    case .prepared(let requests): try goOn(arrivals.arrive(requests))
    case .decided where interruption.isRequested: break
    case .decided(let requests): for request in requests { try take(request) }
    case .signed(let certificates, let results):
      for (certificate, result) in zip(certificates, results) { take(result, of: certificate) }
    case .rendered(let results): try take(results)
    case .stopped(let problem): throw problem
    }
  }

  /// Requests whose turn it is; after an interruption it is nobody's.
  private func goOn(_ requests: [ArrivedRequest.Content]) throws {
    guard !interruption.isRequested else { return }
    var open: [OpenRequest] = []
    for request in requests {
      switch request {
      case .decided(let request): try take(request)
      case .open(let request): open.append(request)
      }
    }
    decide(open)
  }

  private func decide(_ requests: [OpenRequest]) {
    for chunk in requests.chunks(of: incoming.chunkSize) { submit(.decide(chunk)) }
  }

  /// Keys are opened when the first decision needs them, so that a run without signatures never asks.
  private func take(_ request: DecidedRequest) throws {
    let decision = request.decision
    guard let keys, decision.needsKey, let authority = decision.authority else { return pending.add(request) }
    do throws(RunProblem) {
      let key = try keys.key(of: authority)
      guard decision.needsCRL else { return pending.add(request) }
      try makeCRL(with: key)
      decide([OpenRequest(record: request.record, prepared: nil, attempt: request.attempt)])
    } catch {
      // Nothing was signed yet: say it once instead of two million times. Otherwise only this authority's requests are
      // concerned.
      guard error.status == .keyProblem, !keys.open.isEmpty, !decision.isReplay else { throw error }
      let finding = Finding(.authorityKey, error.lines.joined(separator: "; "), fix: "mend the key and run again")
      let refusal = Resolver.refusal(insteadOf: decision, [finding], equipment.context)
      pending.add(DecidedRequest(record: request.record, attempt: request.attempt, decision: refusal))
    }
  }

  /// Makes the CRL that a request asks for: it goes alone, so that everything before it is on record and nothing behind
  /// it is.
  private func makeCRL(with key: SigningKey) throws(RunProblem) {
    try RunProblem.translating {
      try equipment.timings.measure("crl", requests: 1) { _ = try equipment.crls?.issue(with: key) }
    }
  }

  private func take(_ result: Result<RecordedSignature, SigningFailure>, of certificate: CertificateRecord) {
    switch result {
    case .success(let signature): pending.add(signature)
    case .failure(let failure):
      guard let decision = awaitingSignature.removeValue(forKey: certificate.uuid) else { return }
      pending.add(failure: Resolver.failure(of: decision, failure.text, equipment.context))
    }
  }

  // MARK: Recording

  private func commit() throws {
    guard pending.count > 0 else { return }
    let commit = pending
    pending = PendingCommit()
    try equipment.secrets?.keep(commit.decisions.compactMap { $0.decision.secret })
    try equipment.tokens?.keep(commit.decisions.compactMap { $0.decision.keyFile })
    let conflicts = try equipment.ledger.commit(
      signatures: commit.signatures, decisions: commit.decisions.map(\.decision.recorded),
      failures: commit.failures.map(\.recorded))
    if let tokens = equipment.tokens {
      try tokens.discard(conflicts.keys.compactMap { commit.decisions[$0].decision.keyFile })
      if commit.decisions.contains(where: \.decision.destroysKey) { try tokens.removeDestroyed() }
    }
    var completed: [CompletedRequest] = []
    var unsigned: [UniqueID: [CertificateRecord]] = [:]
    for signature in commit.signatures { try complete(signature, &completed) }
    for failure in commit.failures { try complete(failure, failure.certificate, &completed) }
    var again: [OpenRequest] = []
    for (index, request) in commit.decisions.enumerated() {
      let decision = request.decision
      if conflicts[index] != nil {
        again.append(OpenRequest(record: request.record, prepared: nil, attempt: request.attempt + 1))
      } else if keys != nil, decision.needsSignature, let certificate = decision.certificate {
        awaitingSignature[certificate.uuid] = decision
        unsigned[certificate.authority, default: []].append(certificate)
      } else {
        try complete(decision, decision.certificate, &completed)
      }
    }
    decide(again)
    try sign(unsigned)
    try changeLocations(&completed)
    for chunk in completed.chunks(of: incoming.chunkSize) { submit(.render(chunk)) }
  }

  private func sign(_ certificates: [UniqueID: [CertificateRecord]]) throws {
    guard let keys else { return }
    for (authority, certificates) in certificates {
      let key = try keys.key(of: authority)
      for chunk in certificates.chunks(of: incoming.chunkSize) { submit(.sign(chunk, with: key)) }
    }
  }

  private func complete(_ signature: RecordedSignature, _ completed: inout [CompletedRequest]) throws {
    guard let decision = awaitingSignature.removeValue(forKey: signature.certificate),
      let intended = decision.certificate
    else { return }
    let certificate = intended.with(
      state: .issued, signature: signature.signature, fingerprint: signature.fingerprint)
    signedCount += 1
    issuing.insert(certificate.authority)
    try complete(decision, certificate, &completed)
  }

  private func complete(
    _ decision: Decision, _ certificate: CertificateRecord?, _ completed: inout [CompletedRequest]
  ) throws {
    if !decision.locationChanges.isEmpty, equipment.locations != nil {
      awaitingLocations.append((decision, certificate))
    } else {
      let result = CompletedRequest(
        request: decision.request, detail: decision.detail, certificate: certificate, isReplayed: decision.isReplay)
      try complete(result, &completed)
    }
  }

  /// All that a transaction made due in locations is done together, so that each is written once.
  private func changeLocations(_ completed: inout [CompletedRequest]) throws {
    guard let locations = equipment.locations, !awaitingLocations.isEmpty else { return }
    let due = awaitingLocations
    awaitingLocations = []
    let results = try locations.carryOut(due.map { ($0.decision.request, $0.decision.locationChanges) })
    for (item, request) in zip(due, results) {
      let result = CompletedRequest(
        request: request, certificate: item.certificate, isReplayed: item.decision.isReplay)
      try complete(result, &completed)
    }
  }

  private func complete(_ result: CompletedRequest, _ completed: inout [CompletedRequest]) throws {
    completed.append(result)
    try goOn(arrivals.leave(result.request.position))
  }

  // MARK: Delivering

  private func take(_ results: [RenderedResult]) throws {
    for result in results { rendered.add(result, number: result.position) }
    var inOrder: [RenderedResult] = []
    while let result = rendered.removeNext() { inOrder.append(result) }
    guard !inOrder.isEmpty else { return }
    underWay -= inOrder.count
    try deliver(inOrder)
  }
}
