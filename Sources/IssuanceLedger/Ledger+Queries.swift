import Foundation
import GRDB
package import PKIModel

/// A batch as `status` shows it.
package struct BatchSummary: Sendable {
  package let number: Int64
  package let name: String
  package let opened: UTCInstant
  package let runs: Int
}

/// Which requests of a batch are wanted.
package enum RequestSelection: Sendable {
  case all
  /// Those that ask for a revocation.
  case revoking

  fileprivate var condition: String {
    switch self {
    case .all: "1"
    case .revoking: LedgerSchema.revoking
    }
  }
}

extension Ledger {
  /// The batches, in the order of their opening.
  package func batches() throws(LedgerError) -> [BatchSummary] {
    try LedgerError.translating {
      try reader.read { database in
        try Row.fetchAll(database, sql: "SELECT id, name, opened, runs FROM batch ORDER BY id").map { row in
          BatchSummary(number: row[0], name: row[1], opened: UTCInstant(seconds: row[2]), runs: row[3])
        }
      }
    }
  }

  /// The batch with a name, as of its last run; nil where there is none.
  package func batch(named name: String) throws(LedgerError) -> OpenBatch? {
    try LedgerError.translating {
      try reader.read { database in
        try Row.fetchOne(database, sql: "SELECT id, runs FROM batch WHERE name = ?", arguments: [name])
          .map { OpenBatch(number: $0[0], run: $0[1]) }
      }
    }
  }

  /// How many requests a batch had in its last run.
  package func requestCount(of batch: OpenBatch) throws(LedgerError) -> Int {
    try LedgerError.translating {
      try reader.read { database in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM request WHERE batch = ? AND last_run = ?",
          arguments: [batch.number, batch.run]) ?? 0
      }
    }
  }

  /// How many certificates are in each state.
  package func certificateCounts() throws(LedgerError) -> [CertificateState: Int] {
    try LedgerError.translating {
      try reader.read { database in
        func count(_ table: String) throws -> Int {
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
        var counts: [CertificateState: Int] = [.requested: try count("intent"), .revoked: try count("revocation")]
        let unusual = "SELECT state, count(*) FROM certificate WHERE state <> 'issued' GROUP BY state"
        for row in try Row.fetchAll(database, sql: unusual) {
          if let state = CertificateState(rawValue: row[0]) { counts[state] = row[1] }
        }
        counts[.issued] = try count("certificate") - counts.values.reduce(0, +)
        counts[.requested, default: 0] += try count("submission WHERE \(LedgerSchema.isWaiting)")
        return counts.filter { $0.value != 0 }
      }
    }
  }

  /// How many requests of a batch have each outcome.
  package func outcomeCounts(batch: Int64) throws(LedgerError) -> [String: Int] {
    try LedgerError.translating {
      try reader.read { database in
        let rows = try Row.fetchAll(
          database, sql: "SELECT outcome, count(*) FROM request WHERE batch = ? GROUP BY outcome", arguments: [batch])
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
      }
    }
  }

  /// How many certificates are on record and not signed.
  package func openIntentCount() throws(LedgerError) -> Int {
    try LedgerError.translating {
      try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM intent") ?? 0 }
    }
  }

  /// Certificates that are on record and not signed, in the order of their intent, at most `limit`.
  package func openIntents(limit: Int) throws(LedgerError) -> [CertificateRecord] {
    try LedgerError.translating {
      try reader.read { database in
        let statement = try RecordStatement(
          database,
          sql: """
            \(CertificateRecord.select) WHERE c.id IN (SELECT certificate FROM intent ORDER BY 1 LIMIT ?) ORDER BY c.id
            """)
        var certificates: [CertificateRecord] = []
        try statement.forEachRow({ $0.add(limit) }) { certificates.append(try CertificateRecord(row: $0)) }
        return certificates
      }
    }
  }

  /// The requests of a batch's last run in manifest order, each with a view of the ledger at that moment.
  package func forEachRequest(
    _ selection: RequestSelection, batch: Int64, _ body: (RequestRecord, any LedgerView) throws -> Void
  ) throws {
    try reader.read { database in
      let view = DatabaseView(database: database, batch: batch)
      let statement = try RecordStatement(
        database,
        sql: """
          SELECT \(RequestRecord.columns) FROM request
          WHERE batch = ?1 AND last_run = (SELECT runs FROM batch WHERE id = ?1) AND \(selection.condition)
          ORDER BY position
          """)
      try statement.forEachRow({ $0.add(batch) }) { try body(try RequestRecord(row: $0), view) }
    }
  }
}
