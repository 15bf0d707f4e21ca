import PKIModel
import RequestResolution

/// What goes into the ledger with the next transaction.
struct PendingCommit {
  private(set) var decisions: [DecidedRequest] = []
  private(set) var signatures: [RecordedSignature] = []
  /// Decisions that replace intents which came to nothing.
  private(set) var failures: [Decision] = []

  /// Changes that the decisions make: a bulk revocation makes many.
  private(set) var changeCount = 0

  var count: Int { decisions.count + signatures.count + failures.count }

  mutating func add(_ decided: DecidedRequest) {
    decisions.append(decided)
    changeCount += decided.decision.recorded.changes.count
  }

  mutating func add(_ signature: RecordedSignature) { signatures.append(signature) }
  mutating func add(failure: Decision) { failures.append(failure) }
}
