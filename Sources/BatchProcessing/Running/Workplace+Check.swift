import IssuanceLedger
import Logging
import ManifestReading
package import ResultWriting

extension Workplace {
  /// Everything that a run would refuse, found without a key and without a trace.
  ///
  /// - Parameter receive: gets each result, in manifest order.
  package func check(
    manifest path: String, _ receive: (RenderedResult) throws -> Void
  ) throws(RunProblem) -> RunCounts {
    let ledger = try home.readLedger()
    return try RunProblem.translating { try check(ManifestReader(opening: path), path, ledger, receive) }
  }

  func check(
    _ reader: ManifestReader, _ path: String, _ ledger: Ledger, _ receive: (RenderedResult) throws -> Void
  ) throws -> RunCounts {
    let batch = try ledger.nextRun(ofBatch: reader.header.batchID)
    surroundings.log.info(
      "check begins",
      metadata: [
        "batch": "\(reader.header.batchID)", "requests": "\(reader.requestCount)", "lanes": "\(settings.lanes)",
      ])
    let equipment = try equipment(
      for: reader.header, run: batch.run,
      ledger: ScratchBatch(
        ledger: try ScratchLedger(over: ledger, batch: batch, named: reader.header.batchID, at: surroundings.now)),
      files: RequestFiles(manifest: path), tokens: CheckingTokenKeyring(),
      renderer: ResultRenderer(issuers: [:], bundles: nil), timings: RunTimings())
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
    surroundings.log.info("check is done", metadata: ["counts": "\(counts.text)"])
    return counts
  }
}
