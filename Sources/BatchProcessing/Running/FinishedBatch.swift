import Diagnostics
import FilePublishing
import IssuanceLedger
import ManifestReading
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting

/// A batch in which every request has succeeded: the same manifest again has nothing to do as long as nothing that the
/// run read, wrote or recorded has changed since, and then no file is touched.
struct FinishedBatch {
  let home: Home
  let ledger: Ledger
  let reader: ManifestReader
  let manifest: String
  let out: String
  let mode: ResultsWriter.Mode

  /// What the run that there was came to; nil where there is something to do, or no way to tell quickly.
  func report() throws -> RunReport? {
    guard let finished = try ledger.finishedRun(ofBatch: reader.header.batchID),
      finished.requestCount == reader.requestCount, finished.configuration == configuration,
      FileReading.exists("\(out)/\(OutputChecksums.name)"), let checksums = try OutputChecksums(in: OutputFolder(out)),
      checksums.digest == finished.output, try manifestDigest() == finished.manifest, checksums.hold()
    else { return nil }
    return RunReport(
      counts: RunCounts(succeeded: finished.requestCount, issued: finished.issuedCount),
      batchID: reader.header.batchID, requestCount: finished.requestCount, signedCount: 0, interruption: nil,
      requestFiles: [])
  }

  /// Remembers a run that left nothing to do; one that read other files beside the manifest is always done again.
  func remember(_ report: RunReport, _ batch: OpenBatch, _ folder: OutputFolder) throws {
    guard report.counts.count(.done) == reader.requestCount, report.requestFiles.isEmpty,
      let checksums = try OutputChecksums(in: folder)
    else { return }
    let finished = FinishedRun(
      manifest: try manifestDigest(), configuration: configuration, output: checksums.digest,
      requestCount: reader.requestCount, issuedCount: report.counts.issued)
    try ledger.remember(finished, of: batch)
  }

  /// The home's files, the authorities' certificates, which stand in the output, and how certificates are written.
  private var configuration: [UInt8] {
    let chains = home.workingIssuers.flatMap { $0.chain.flatMap(\.der) }
    return MessageDigest.sha256.of(home.configurationDigest + chains + Array(mode.rawValue.utf8))
  }

  private func manifestDigest() throws -> [UInt8] {
    let digest = try IncrementalSHA256()
    try FileReading.forEachBlock(of: manifest) { try digest.update($0) }
    return try digest.finish()
  }
}
