import Diagnostics
import FilePublishing
import IssuanceLedger
package import Logging
import PKIModel
package import ResultWriting

/// Writes the output of a batch again from the ledger alone: the same files that its last run wrote.
package struct Publication {
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
    let ledger = try home.readLedger(isFrozen: true)
    return try RunProblem.translating {
      guard let batch = try ledger.batch(named: batchID) else {
        throw RunProblem(.usage, "the ledger has no batch \(batchID); `certmill status` lists them")
      }
      let folder = try OutputFolder(out)
      let mode = settings.mode(requestCount: try ledger.requestCount(of: batch))
      log.info(
        "publishing begins",
        metadata: ["batch": "\(batchID)", "run": "\(batch.run)", "bundles": "\(mode.rawValue)"])
      let output = BatchOutput(home: home, ledger: ledger, folder: folder, mode: mode, lanes: settings.lanes)
      try render(batch, ledger, output)
      try output.finish(batchID: batchID, batch: batch)
      log.info("output is written", metadata: ["folder": "\(folder.path)", "counts": "\(output.counts.text)"])
      return output.counts
    }
  }

  private func render(_ batch: OpenBatch, _ ledger: Ledger, _ output: BatchOutput) throws {
    let rendering = OrderedWork(
      lanes: settings.lanes, work: { [renderer = output.renderer] in try $1.map(renderer.render) },
      receive: output.append)
    let changing = try ledger.requestsChangingLocations(batch: batch.number)
    try ledger.forEachRequest(.all, batch: batch.number) { request, view in
      let certificate = try request.certificate.flatMap { try view.certificate($0) }
      // A certificate that still waits for its signature has no result yet, and neither has what is to be done in a
      // location; `resume` comes first.
      guard certificate?.state != .requested, request.isDuplicate || !changing.contains(request.id)
      else { return }
      try rendering.add(
        CompletedRequest(request: request, certificate: certificate, isReplayed: request.run < batch.run))
    }
    try rendering.finish()
  }
}
