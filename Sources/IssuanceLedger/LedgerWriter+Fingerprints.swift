import GRDB
import PKIModel

extension LedgerWriter {
  /// How many fingerprints each index but the last one holds before they go to the next.
  private static let capacities = [1 << 13, 1 << 17]

  /// Lets certificates be found by their fingerprints.
  static let fingerprintRows = RowStatements(columns: 2) {
    "INSERT INTO recent_fingerprint (prefix, certificate) VALUES \($0)"
  }

  static func bindFingerprint(_ values: inout RecordValues, _ signature: NumberedSignature) {
    values.add(signature.record.fingerprint.fingerprintPrefix)
    values.add(signature.certificate)
  }

  /// Moves the fingerprints of each index that is full to the next.
  ///
  /// None can be there twice. OR FAIL spares SQLite a copy of each page that it changes, to take back a part of that:
  /// nearly the whole of the largest index.
  func settleFingerprints() throws {
    guard fingerprints.isUsed else { return }
    for (level, capacity) in LedgerWriter.capacities.enumerated() {
      let (full, next) = (LedgerSchema.fingerprintIndexes[level], LedgerSchema.fingerprintIndexes[level + 1])
      let count = try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM \(full)")) ?? 0
      guard count >= capacity else { return }
      try database.execute(
        sql: """
          INSERT OR FAIL INTO \(next) SELECT prefix, certificate FROM \(full) ORDER BY prefix, certificate;
          DELETE FROM \(full);
          """)
    }
  }
}
