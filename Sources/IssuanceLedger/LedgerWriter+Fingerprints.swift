import GRDB

extension LedgerWriter {
  /// How many fingerprints each index but the last one holds before they go to the next.
  private static let capacities = [1 << 13, 1 << 17]

  /// Lets a certificate be found by its fingerprint.
  func index(_ fingerprint: [UInt8], ofCertificate number: Int64) throws {
    hasIndexed = true
    _ = try insertFingerprint.run {
      $0.add(fingerprint.fingerprintPrefix)
      $0.add(number)
    }
  }

  /// Moves the fingerprints of each index that is full to the next.
  func settleFingerprints() throws {
    guard hasIndexed else { return }
    for (level, capacity) in LedgerWriter.capacities.enumerated() {
      let (full, next) = (LedgerSchema.fingerprintIndexes[level], LedgerSchema.fingerprintIndexes[level + 1])
      let count = try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM \(full)")) ?? 0
      guard count >= capacity else { return }
      try database.execute(
        sql: """
          INSERT INTO \(next) SELECT prefix, certificate FROM \(full) ORDER BY prefix, certificate;
          DELETE FROM \(full);
          """)
    }
  }
}
