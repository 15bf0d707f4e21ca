import IssuanceLedger
import PKIModel

/// Where a batch reads and records: the ledger itself, or a scratch copy for a run that only checks.
protocol BatchLedger: LedgerReading {
  /// Records everything in one transaction, durable when this returns; gives back what could not be recorded.
  func commit(
    signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws -> [Int: CommitConflict]
}

/// One batch of the ledger.
struct LedgerBatch: BatchLedger {
  let ledger: Ledger
  let batch: OpenBatch

  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result {
    try ledger.view(batch: batch.number, body)
  }

  func commit(
    signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws -> [Int: CommitConflict] {
    try ledger.commit(batch, signatures: signatures, decisions: decisions, failures: failures)
  }
}

/// A batch that leaves no trace.
struct ScratchBatch: BatchLedger {
  let ledger: ScratchLedger

  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result {
    try ledger.view(body)
  }

  func commit(
    signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws -> [Int: CommitConflict] {
    try ledger.commit(decisions)
  }
}

extension Ledger {
  /// A batch as its next run will open it; the number of a batch that is not there yet finds nothing.
  func nextRun(ofBatch name: String) throws(LedgerError) -> OpenBatch {
    let standing = try batch(named: name)
    return OpenBatch(number: standing?.number ?? -1, run: (standing?.run ?? 0) + 1)
  }
}
