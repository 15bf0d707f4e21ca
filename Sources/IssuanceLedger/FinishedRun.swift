import Foundation
import GRDB

/// What a run that left nothing to do had read and written: the same run again needs only to see that all of it is
/// still the same.
package struct FinishedRun: Hashable, Sendable {
  /// SHA-256 of the manifest.
  package let manifest: [UInt8]
  /// SHA-256 of what decided beside the manifest.
  package let configuration: [UInt8]
  /// SHA-256 of the output's list of checksums.
  package let output: [UInt8]
  package let requestCount: Int
  /// How many of the requests made a certificate.
  package let issuedCount: Int

  package init(
    manifest: [UInt8], configuration: [UInt8], output: [UInt8], requestCount: Int, issuedCount: Int
  ) {
    self.manifest = manifest
    self.configuration = configuration
    self.output = output
    self.requestCount = requestCount
    self.issuedCount = issuedCount
  }

  /// `mark` is what the ledger had seen by then; any run or CRL since makes it another one.
  static let table = """
    CREATE TABLE finished_run (
      batch INTEGER PRIMARY KEY REFERENCES batch, manifest BLOB NOT NULL, configuration BLOB NOT NULL,
      output BLOB NOT NULL, requests INTEGER NOT NULL, issued INTEGER NOT NULL, mark TEXT NOT NULL);
    """

  fileprivate static let mark = """
    (SELECT sum(runs) FROM batch) || '/' || (SELECT coalesce(sum(number), 0) FROM crl)
    """
}

extension Ledger {
  /// Remembers a finished run until anything else is recorded.
  package func remember(_ finished: FinishedRun, of batch: OpenBatch) throws(LedgerError) {
    try LedgerError.translating {
      try pool.write { database in
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO finished_run (batch, manifest, configuration, output, requests, issued, mark)
            SELECT ?, ?, ?, ?, ?, ?, \(FinishedRun.mark)
            """,
          arguments: [
            batch.number, Data(finished.manifest), Data(finished.configuration), Data(finished.output),
            finished.requestCount, finished.issuedCount,
          ])
      }
    }
  }

  /// The last run of a batch, where it left nothing to do and nothing was recorded since.
  package func finishedRun(ofBatch name: String) throws(LedgerError) -> FinishedRun? {
    try LedgerError.translating {
      try reader.read { database in
        try Row.fetchOne(
          database,
          sql: """
            SELECT manifest, configuration, output, requests, issued FROM finished_run f JOIN batch b ON b.id = f.batch
            WHERE b.name = ? AND f.mark = \(FinishedRun.mark)
            """, arguments: [name]
        ).map { row in
          FinishedRun(
            manifest: row.octets(0), configuration: row.octets(1), output: row.octets(2), requestCount: row[3],
            issuedCount: row[4])
        }
      }
    }
  }
}
