import PKIModel

extension LedgerWriter {
  // A result of this run stays, and one that stands; a refusal of an earlier run is replaced.
  static let requestRows = RowStatements(columns: 12) { rows in
    """
    INSERT INTO request (batch, \(RequestRecord.columns)) VALUES \(rows)
    ON CONFLICT (batch, name, duplicate) DO UPDATE SET position = excluded.position, run = excluded.run,
      last_run = excluded.last_run, digest = excluded.digest, operation = excluded.operation,
      outcome = excluded.outcome, configuration = excluded.configuration, certificate = excluded.certificate,
      detail = excluded.detail
    WHERE request.outcome NOT IN ('OK', 'PARTIAL') AND request.run < excluded.run
    """
  }

  static func bind(_ values: inout RecordValues, _ record: RequestRecord, _ batch: Int64) {
    values.add(batch)
    values.add(record.position)
    values.add(record.id)
    values.add(record.duplicateColumn)
    values.add(record.run)
    values.add(record.lastRun)
    values.add(record.digest)
    values.add(record.operation)
    values.add(record.outcome)
    values.add(record.configurationDigest)
    values.add(record.certificate)
    values.add(record.detail)
  }

  /// Gives a request whose result stands its present place and run.
  func move(_ record: RequestRecord) throws {
    let update = try RecordStatement(
      database, sql: "UPDATE request SET position = ?, last_run = ? WHERE batch = ? AND name = ? AND duplicate = ?")
    _ = try update.run {
      $0.add(record.position)
      $0.add(record.lastRun)
      $0.add(batch)
      $0.add(record.id)
      $0.add(record.duplicateColumn)
    }
  }
}

extension RequestRecord {
  /// What tells a refused duplicate from the request that has the id: its place + 1, or 0.
  fileprivate var duplicateColumn: Int { isDuplicate ? position + 1 : 0 }
}
