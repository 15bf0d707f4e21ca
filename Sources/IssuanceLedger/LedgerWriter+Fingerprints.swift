import GRDB

extension LedgerWriter {
  /// Fingerprints that the small index holds at least before they go to the large one.
  private static let smallIndex = 1 << 13
  /// The part of all certificates that the small index may grow to: each page of the large one is then written as often,
  /// however many there are.
  private static let smallIndexShare = 64

  /// Lets a certificate be found by its fingerprint.
  func index(_ fingerprint: [UInt8], ofCertificate number: Int64) throws {
    hasIndexed = true
    _ = try insertFingerprint.run {
      $0.add(fingerprint.fingerprintPrefix)
      $0.add(number)
    }
  }

  /// Moves the fingerprints of the small index to the large one, where they are enough.
  func settleFingerprints() throws {
    guard hasIndexed else { return }
    let recent = try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM recent_fingerprint")) ?? 0
    guard recent >= LedgerWriter.smallIndex else { return }
    let all = try Int.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM certificate")) ?? 0
    guard recent >= all / LedgerWriter.smallIndexShare else { return }
    try database.execute(
      sql: """
        INSERT INTO settled_fingerprint SELECT prefix, certificate FROM recent_fingerprint ORDER BY 1, 2;
        DELETE FROM recent_fingerprint;
        """)
  }
}
