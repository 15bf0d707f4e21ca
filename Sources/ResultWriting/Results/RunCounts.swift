package import Diagnostics

/// The accounting of a run: every request is counted once.
package struct RunCounts: Hashable, Sendable {
  /// Requests in the manifest that were worked on.
  package private(set) var total = 0
  package private(set) var outcomes: [Outcome: Int] = [:]
  /// Successful requests that made a certificate, in this run or before.
  package private(set) var issued = 0

  package init() {}

  /// Of a run in which every request succeeded.
  package init(succeeded: Int, issued: Int) {
    total = succeeded
    outcomes = [.ok: succeeded]
    self.issued = issued
  }

  /// Counts one request.
  package mutating func count(_ result: RenderedResult) {
    total += 1
    outcomes[result.outcome, default: 0] += 1
    if result.isIssuance { issued += 1 }
  }

  /// How many requests fall into a column.
  package func count(_ tally: Tally) -> Int {
    outcomes.reduce(0) { $0 + ($1.key.tally == tally ? $1.value : 0) }
  }

  /// Whether the columns add up; anything else is a bug.
  package var isBalanced: Bool { Tally.allCases.reduce(0) { $0 + count($1) } == total }

  /// `in=14 done=12 rejected=2 failed=0 skipped=0`.
  package var text: String {
    (["in=\(total)"] + Tally.allCases.map { "\($0.rawValue)=\(count($0))" }).joined(separator: " ")
  }
}
