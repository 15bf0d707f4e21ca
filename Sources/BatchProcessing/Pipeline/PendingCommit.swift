import PKIModel
import RequestResolution

/// What goes into the ledger with the next transaction.
struct PendingCommit {
  private(set) var decisions: [DecidedRequest] = []
  private(set) var signatures: [RecordedSignature] = []
  /// Decisions that replace intents which came to nothing.
  private(set) var failures: [Decision] = []

  /// How much there is to write, in requests that change one thing: a bulk revocation counts as many.
  private(set) var weight = 0

  var isEmpty: Bool { weight == 0 }

  mutating func add(_ decided: DecidedRequest) {
    decisions.append(decided)
    weight += max(1, decided.decision.recorded.changes.count)
  }

  mutating func add(_ signature: RecordedSignature) {
    signatures.append(signature)
    weight += 1
  }

  mutating func add(failure: Decision) {
    failures.append(failure)
    weight += 1
  }
}
