import Diagnostics
import DocumentModel
import IssuanceLedger
import ManifestReading
import PKIModel
package import ResultWriting

/// Everything that a run would refuse, found without a key and without a trace.
package struct BatchCheck {
  private let home: Home
  private let settings: RunSettings
  private let surroundings: RunSurroundings

  package init(home: Home, settings: RunSettings, surroundings: RunSurroundings) {
    self.home = home
    self.settings = settings
    self.surroundings = surroundings
  }

  /// Checks a manifest and hands over each result in manifest order.
  package func check(
    manifest path: String, _ receive: (RenderedResult) throws -> Void
  ) throws(RunProblem) -> RunCounts {
    try check(manifest: path, ledger: home.openLedger(), receive)
  }

  func check(
    manifest path: String, ledger: Ledger, _ receive: (RenderedResult) throws -> Void
  ) throws(RunProblem) -> RunCounts {
    try RunProblem.translating {
      let reader = try ManifestReader(opening: path)
      let standing = try ledger.batch(named: reader.header.batchID)
      let batch = OpenBatch(number: standing?.number ?? -1, run: (standing?.run ?? 0) + 1)
      let scratch = ScratchBatch(ledger: try ScratchLedger(over: ledger, batch: batch))
      let equipment = LaneEquipment(
        context: home.context(reader.header, run: batch.run, now: surroundings.now, surroundings.serialNumbers),
        ledger: scratch, limits: DocumentLimits(), readFile: RequestFiles(manifest: path).reading,
        renderer: ResultRenderer(issuers: [:], bundles: nil), signatureCheck: settings.signatureCheck)
      var counts = RunCounts()
      try withoutActuallyEscaping(receive) { receive in
        let pipeline = BatchPipeline(
          reader: reader, equipment: equipment, keys: nil, laneCount: settings.lanes,
          interruption: surroundings.interruption
        ) { results in
          for result in results {
            counts.count(result)
            try receive(result)
          }
          surroundings.progress(counts, reader.requestCount)
        }
        try pipeline.run()
      }
      return counts
    }
  }
}
