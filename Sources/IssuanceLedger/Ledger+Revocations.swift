import GRDB
package import PKIModel

/// A revocation with the certificate and the request behind it.
package struct RevocationEntry: Sendable {
  package let certificate: CertificateRecord
  package let revocation: Revocation
  package let batch: String
  package let requestID: String
}

extension Ledger {
  /// How many of one authority's certificates were revoked with a date in a range, for each reason.
  package func revocationCounts(
    authority: UniqueID, since: UTCInstant? = nil, before: UTCInstant? = nil
  ) throws(LedgerError) -> [RevocationReason: Int] {
    try LedgerError.translating {
      try reader.read { database in
        var counts: [RevocationReason: Int] = [:]
        // Counted here: SQLite would sort them all first.
        let statement = try RecordStatement(
          database, sql: "SELECT r.reason FROM revocation r WHERE \(RevocationRange.condition)")
        try statement.forEachRow(RevocationRange(authority: authority, since: since, before: before).bind) {
          counts[try $0.reason(0), default: 0] += 1
        }
        return counts
      }
    }
  }

  /// The revocations of one authority's certificates with a date in a range, in the order of their serial numbers.
  package func forEachRevocation(
    authority: UniqueID, since: UTCInstant? = nil, before: UTCInstant? = nil, _ body: (RevocationEntry) throws -> Void
  ) throws {
    try reader.read { database in
      let statement = try RecordStatement(
        database,
        sql: """
          SELECT \(CertificateRecord.columns), \(Revocation.columns), b.name, r.request
          FROM revocation r JOIN certificate c ON c.id = r.certificate JOIN batch b ON b.id = r.batch
          LEFT JOIN signature s ON s.certificate = c.id
          WHERE \(RevocationRange.condition) ORDER BY length(r.serial), r.serial
          """)
      try statement.forEachRow(RevocationRange(authority: authority, since: since, before: before).bind) { row in
        let certificate = try CertificateRecord(row: row)
        let first = CertificateRecord.columnCount
        let next = first + Revocation.columnCount
        try body(
          RevocationEntry(
            certificate: certificate, revocation: try Revocation(of: certificate.uuid, row: row, from: first),
            batch: row.text(next), requestID: row.text(next + 1)))
      }
    }
  }
}

/// Revocations `r` of one authority with a date in a range, without its end.
private struct RevocationRange {
  static let condition = "r.authority = ? AND r.date >= ? AND r.date < ?"

  let authority: UniqueID
  let since: UTCInstant?
  let before: UTCInstant?

  func bind(_ values: inout RecordValues) {
    values.add(authority)
    values.add(since?.seconds ?? Int64.min)
    values.add(before?.seconds ?? Int64.max)
  }
}
