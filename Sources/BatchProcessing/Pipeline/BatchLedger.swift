import IssuanceLedger
import Logging
import PKIModel
import Synchronization

/// Where a batch reads and records: the ledger itself, or a scratch copy for a run that only checks.
protocol BatchLedger: LedgerReading {
  /// Records everything in one transaction, durable when this returns; gives back what could not be recorded.
  func commit(
    signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws -> [Int: CommitConflict]
}

/// One batch of the ledger; its new run is on record from the first commit on, so that a run which ends before that,
/// for a wrong passphrase for example, leaves nothing.
final class LedgerBatch: BatchLedger {
  /// The number of the run that is opened: nobody else opens one while this process holds the lock.
  let run: Int
  private let ledger: Ledger
  private let name: String
  private let instant: UTCInstant
  private let log: Logger
  private let timings: RunTimings
  private let state: Mutex<State>

  private struct State {
    var batch: OpenBatch
    var isOpen = false
  }

  init(
    named name: String, in ledger: Ledger, at instant: UTCInstant, log: Logger, timings: RunTimings
  ) throws(LedgerError) {
    let next = try ledger.nextRun(ofBatch: name)
    run = next.run
    self.ledger = ledger
    self.name = name
    self.instant = instant
    self.log = log
    self.timings = timings
    state = Mutex(State(batch: next))
  }

  /// Opens the run, unless that was done.
  @discardableResult
  func open() throws -> OpenBatch {
    try state.withLock { state in
      if !state.isOpen {
        state = State(batch: try ledger.openBatch(named: name, at: instant), isOpen: true)
      }
      return state.batch
    }
  }

  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result {
    try ledger.view(batch: state.withLock(\.batch.number), body)
  }

  func commit(
    signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws -> [Int: CommitConflict] {
    let count = signatures.count + decisions.count + failures.count
    let conflicts = try timings.measure("commit", requests: count) {
      try ledger.commit(open(), signatures: signatures, decisions: decisions, failures: failures)
    }
    log.debug(
      "recorded",
      metadata: [
        "decisions": "\(decisions.count - conflicts.count)", "signatures": "\(signatures.count)",
        "failures": "\(failures.count)", "conflicts": "\(conflicts.count)",
      ])
    return conflicts
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
