import GRDB

extension LedgerWriter {
  /// Certificates whose fingerprints are put into their index at once: each of its pages is written once for all.
  private static let many: Int64 = 1 << 16
  /// So few that they need not wait for others.
  private static let few: Int64 = 256

  /// The last certificate whose fingerprint belongs into the index as soon as there is one.
  static func orderedThrough(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT through FROM fingerprint_order")) ?? 0
  }

  /// The certificate that was put on record last; 0 where there is none.
  static func lastCertificate(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM certificate")) ?? 0
  }

  /// Puts fingerprints into their index that are not there, where they are few or enough.
  ///
  /// - Parameter all: However many they are.
  func orderFingerprints(all: Bool = false) throws {
    let last = try LedgerWriter.lastCertificate(database)
    let count = last - orderedThrough
    guard count > 0, all || count < LedgerWriter.few || count >= LedgerWriter.many else { return }
    try database.execute(
      sql: """
        INSERT INTO fingerprint SELECT substr(fingerprint, 1, 8), certificate FROM signature WHERE certificate > ?
        ORDER BY 1, 2
        """, arguments: [orderedThrough])
    try database.execute(sql: "UPDATE fingerprint_order SET through = ?", arguments: [last])
    orderedThrough = last
  }
}

extension Ledger {
  /// Lets every certificate be found by its fingerprint at once, at the end of what has issued many.
  package func orderFingerprints() throws(LedgerError) {
    try LedgerError.translating {
      let isDone = try pool.read { database in
        try LedgerWriter.lastCertificate(database) <= LedgerWriter.orderedThrough(database)
      }
      if isDone { return }
      try pool.write { try LedgerWriter($0, batch: 0).orderFingerprints(all: true) }
    }
  }
}
