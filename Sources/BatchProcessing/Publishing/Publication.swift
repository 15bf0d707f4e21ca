import Diagnostics
import FilePublishing
import IssuanceLedger
package import Logging
import PKIModel
package import ResultWriting
import SigningLanes

/// Writes the output of a batch again from the ledger alone: the same files that its last run wrote.
package struct Publication {
  private static let chunk = 16
  private static let window = 4096

  private let home: Home
  private let settings: RunSettings
  private let log: Logger

  package init(home: Home, settings: RunSettings, log: Logger = .silent) {
    self.home = home
    self.settings = settings
    self.log = log
  }

  /// Publishes the last run of a batch into an output folder.
  package func publish(batchID: String, out: String) throws(RunProblem) -> RunCounts {
    let ledger = try home.readLedger()
    return try RunProblem.translating {
      guard let batch = try ledger.batch(named: batchID) else {
        throw RunProblem(.usage, "the ledger has no batch \(batchID); `certmill status` lists them")
      }
      let folder = try OutputFolder(out)
      let mode = settings.mode(requestCount: try ledger.requestCount(of: batch))
      log.info(
        "publishing begins",
        metadata: ["batch": "\(batchID)", "run": "\(batch.run)", "bundles": "\(mode.rawValue)"])
      let output = BatchOutput(home: home, ledger: ledger, folder: folder, mode: mode)
      try render(batch, ledger, output)
      try output.finish(batchID: batchID, batch: batch)
      log.info("output is written", metadata: ["folder": "\(folder.path)", "counts": "\(output.counts.text)"])
      return output.counts
    }
  }

  private func render(_ batch: OpenBatch, _ ledger: Ledger, _ output: BatchOutput) throws {
    let rendered = WorkQueue<Result<[(order: Int, result: RenderedResult)], RunProblem>>()
    let renderer = output.renderer
    let lanes = Lanes(
      count: settings.lanes, makeWorker: { _ in RenderingLane(renderer: renderer) }, receive: { rendered.push($0) })
    defer { lanes.finish() }
    var inOrder = ReorderBuffer<RenderedResult>()
    var inLanes = 0
    func take() throws {
      guard let results = try rendered.pop()?.get() else { return }
      inLanes -= 1
      for (order, result) in results { inOrder.add(result, number: order) }
      while let result = inOrder.removeNext() { try output.append([result]) }
    }
    var chunk: [(order: Int, completed: CompletedRequest)] = []
    var count = 0
    func submit() {
      guard !chunk.isEmpty else { return }
      lanes.submit(chunk)
      chunk = []
      inLanes += 1
    }
    let changing = try ledger.requestsChangingLocations(batch: batch.number)
    try ledger.forEachRequest(.all, batch: batch.number) { request, view in
      let certificate = try request.certificate.flatMap { try view.certificate($0) }
      // A certificate that still waits for its signature has no result yet, and neither has what is to be done in a
      // location; `resume` comes first.
      guard certificate?.state != .requested, request.isDuplicate || !changing.contains(request.id)
      else { return }
      chunk.append(
        (count, CompletedRequest(request: request, certificate: certificate, isReplayed: request.run < batch.run)))
      count += 1
      if chunk.count == Publication.chunk { submit() }
      while inLanes > Publication.window / Publication.chunk { try take() }
    }
    submit()
    while inLanes > 0 { try take() }
  }
}

/// A lane that only renders.
private struct RenderingLane: LaneWorker {
  let renderer: ResultRenderer

  func perform(
    _ job: [(order: Int, completed: CompletedRequest)]
  ) -> Result<[(order: Int, result: RenderedResult)], RunProblem> {
    Result { () throws(RunProblem) in
      try RunProblem.translating {
        try job.map { (order: $0.order, result: try renderer.render($0.completed)) }
      }
    }
  }
}
