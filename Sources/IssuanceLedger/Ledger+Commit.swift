import Foundation
import GRDB
package import PKIModel

/// A batch that requests are recorded in, and its present run.
package struct OpenBatch: Sendable {
  package let number: Int64
  /// Counts the runs of the batch, from 1.
  package let run: Int

  package init(number: Int64, run: Int) {
    self.number = number
    self.run = run
  }
}

/// Why a decision was not recorded.
package enum CommitConflict: Sendable {
  /// The id has a result that stands.
  case requestTaken
  /// The serial number exists; decide again with another.
  case serialNumberTaken
  /// What the decision changes is no longer as it was seen; decide again.
  case stateChanged
}

extension Ledger {
  /// Opens a batch for a new run of it.
  package func openBatch(named name: String, at instant: UTCInstant) throws(LedgerError) -> OpenBatch {
    try LedgerError.translating {
      try pool.write { database in
        try database.execute(
          sql: """
            INSERT INTO batch (name, opened, runs) VALUES (?, ?, 1) ON CONFLICT (name) DO UPDATE SET runs = runs + 1
            """, arguments: [name, instant.seconds])
        guard let row = try Row.fetchOne(database, sql: "SELECT id, runs FROM batch WHERE name = ?", arguments: [name])
        else { throw LedgerError.damaged("the batch just written is not there") }
        let batch = OpenBatch(number: row[0], run: row[1])
        try database.execute(
          sql: """
            INSERT INTO run (batch, number, started, certificates)
            SELECT ?, ?, ?, coalesce(max(id), 0) FROM certificate
            """, arguments: [batch.number, batch.run, instant.seconds])
        return batch
      }
    }
  }

  /// Records signatures, decisions and failures in one transaction, durable when this returns.
  ///
  /// - Parameter failures: requests whose intent came to nothing; they replace what stands.
  /// - Returns: the decisions, by index, that were not recorded.
  package func commit(
    _ batch: OpenBatch, signatures: [RecordedSignature], decisions: [RecordedDecision], failures: [RecordedDecision]
  ) throws(LedgerError) -> [Int: CommitConflict] {
    try LedgerError.translating {
      try pool.write { database in
        let writer = LedgerWriter(database, batch: batch.number)
        try writer.sign(signatures)
        for failure in failures { try writer.replace(failure) }
        let conflicts = try writer.record(decisions)
        try writer.settleFingerprints()
        return conflicts
      }
    }
  }

  /// Records signatures of certificates that were intended before, durable when this returns.
  package func record(_ signatures: [RecordedSignature]) throws(LedgerError) {
    try LedgerError.translating {
      try pool.write { database in
        let writer = LedgerWriter(database, batch: 0)
        try writer.sign(signatures)
        try writer.settleFingerprints()
      }
    }
  }
}
