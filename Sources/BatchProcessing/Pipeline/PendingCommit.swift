import PKIModel
import RequestResolution

/// What goes into the ledger with the next transaction.
struct PendingCommit {
  private(set) var decisions: [(request: OpenRequest, decision: Decision)] = []
  private(set) var signatures: [RecordedSignature] = []
  /// Decisions that replace intents which came to nothing.
  private(set) var failures: [Decision] = []

  var count: Int { decisions.count + signatures.count + failures.count }

  mutating func add(_ decision: Decision, for request: OpenRequest) { decisions.append((request, decision)) }
  mutating func add(_ signature: RecordedSignature) { signatures.append(signature) }
  mutating func add(failure: Decision) { failures.append(failure) }
}
