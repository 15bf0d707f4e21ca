import Configuration
import Diagnostics
import FilePublishing
import IssuanceLedger
import Logging
import ManifestReading
import OpenSSLBackend
import PKIModel
import RequestResolution
package import ResultWriting

/// What a run came to.
package struct RunReport: Sendable {
  package let counts: RunCounts
  package let batchID: String
  /// Requests in the manifest; more than were counted when the run was interrupted.
  package let requestCount: Int
  package let signedCount: Int
  /// The signal that ended the run early.
  package let interruption: Int32?
  /// The files that requests named, for make.
  package let requestFiles: [String]
}

extension Workplace {
  /// The main job: a manifest in; certificates, CRLs and reports out.
  ///
  /// - Throws: `RunProblem` where the run as a whole cannot go on; a request that is refused is no problem.
  package func run(manifest path: String, out: String) throws(RunProblem) -> RunReport {
    let reader = try RunProblem.translating { try ManifestReader(opening: path) }
    return try withLedger { ledger in
      try TokenFiles(home: home, ledger: ledger).removeDestroyed()
      try locationWriter(ledger).finish()
      let finished = FinishedBatch(
        home: home, settings: settings, ledger: ledger, reader: reader, manifest: path)
      if let report = try finished.report(out: out) {
        surroundings.log.info("nothing to do", metadata: ["batch": "\(report.batchID)"])
        return report
      }
      if settings.isAllOrNothing || reader.header.mode == .allOrNothing { try refuseAsAWhole(path, ledger) }
      return try run(reader, path, ledger, OutputFolder(out))
    }
  }

  private func run(
    _ reader: ManifestReader, _ path: String, _ ledger: Ledger, _ folder: OutputFolder
  ) throws -> RunReport {
    let timings = RunTimings()
    let report = try timings.measure("run", requests: reader.requestCount) {
      try run(reader, path, ledger, folder, timings)
    }
    // Not among the checksums: it is the one file that differs each time.
    try folder.write(timings.lines, to: "timings.jsonl")
    try folder.flush()
    return report
  }

  private func run(
    _ reader: ManifestReader, _ path: String, _ ledger: Ledger, _ folder: OutputFolder, _ timings: RunTimings
  ) throws -> RunReport {
    let header = reader.header
    let batch = try LedgerBatch(
      named: header.batchID, in: ledger, at: surroundings.now, log: surroundings.log, timings: timings)
    logBeginning(reader, run: batch.run)
    let files = RequestFiles(manifest: path)
    let keys = AuthorityKeys(home: home, surroundings: surroundings)
    let mode = settings.mode(requestCount: reader.requestCount)
    let output = BatchOutput(home: home, ledger: ledger, folder: folder, mode: mode, lanes: settings.lanes)
    var equipment = try equipment(
      for: header, run: batch.run, ledger: batch, files: files,
      tokens: HomeTokenKeyring(home: home, surroundings: surroundings), renderer: output.renderer, timings: timings)
    equipment.secrets = SecretFiles(folder: folder)
    if !home.configuration.tokenProfiles.isEmpty { equipment.tokens = TokenFiles(home: home, ledger: ledger) }
    equipment.crls = CRLIssuing(ledger: ledger, surroundings: surroundings)
    equipment.locations = BatchLocations(writer: locationWriter(ledger), batch: batch, timings: timings)
    let pipeline = BatchPipeline(
      reader: reader, equipment: equipment, keys: keys, laneCount: settings.lanes,
      interruption: surroundings.interruption
    ) { results in
      try timings.measure("deliver", requests: results.count) { try output.append(results) }
      surroundings.progress(output.counts, reader.requestCount)
    }
    try pipeline.run()
    guard output.counts.isBalanced else { throw RunProblem(.internalError, "the accounting does not add up") }
    surroundings.log.info("requests are done", metadata: ["counts": "\(output.counts.text)"])
    try timings.measure("crl", requests: 0) { try issueCRLs(keys, ledger, after: pipeline) }
    try timings.measure("finish", requests: 0) { try output.finish(batchID: header.batchID, batch: batch.open()) }
    surroundings.log.info("output is written", metadata: ["folder": "\(folder.path)", "bundles": "\(mode.rawValue)"])
    let report = RunReport(
      counts: output.counts, batchID: header.batchID, requestCount: reader.requestCount,
      signedCount: pipeline.signedCount, interruption: surroundings.interruption.signal, requestFiles: files.paths)
    try FinishedBatch(home: home, settings: settings, ledger: ledger, reader: reader, manifest: path)
      .remember(report, batch.open(), folder)
    return report
  }

  private func logBeginning(_ reader: ManifestReader, run: Int) {
    surroundings.log.info(
      "run begins",
      metadata: [
        "batch": "\(reader.header.batchID)", "run": "\(run)", "requests": "\(reader.requestCount)",
        "lanes": "\(settings.lanes)",
        "cryptography": "\(OpenSSLLibrary.version)\(settings.usesMultiBuffer ? ", crypto_mb" : "")",
      ])
  }

  /// Checks the whole manifest first where one refusal is to stop all of it.
  private func refuseAsAWhole(_ path: String, _ ledger: Ledger) throws {
    var complaints: [String] = []
    let counts = try check(ManifestReader(opening: path), path, ledger) { result in
      if let complaint = result.complaint, complaints.count < 20 { complaints.append(complaint) }
    }
    guard counts.total == counts.count(.done) else {
      throw RunProblem(
        .refusedAsAWhole,
        ["\(counts.total - counts.count(.done)) of \(counts.total) requests would be refused; nothing was signed"]
          + complaints)
    }
  }

  /// A CRL for each authority that has revoked something since its last one, and for each that issued and has none yet.
  private func issueCRLs(_ keys: AuthorityKeys, _ ledger: Ledger, after pipeline: BatchPipeline) throws {
    for issuer in home.workingIssuers {
      let authority = issuer.authority.uuid
      let isFirst = try pipeline.issuing.contains(authority) && ledger.lastCRL(authority: authority) == nil
      if try isFirst || ledger.view({ try $0.hasUnlistedRevocations(authority: authority) }) {
        try CRLIssuing(ledger: ledger, surroundings: surroundings).issue(with: keys.key(of: authority))
      }
    }
  }
}
