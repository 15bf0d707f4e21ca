import Foundation
import GRDB

extension LedgerSchema {
  // The version before: one index, which gets many fingerprints at once, in its own order.
  static let orderedFingerprintTables = """
    DROP INDEX signature_fingerprint;
    CREATE TABLE fingerprint (
      prefix BLOB NOT NULL, certificate INTEGER NOT NULL REFERENCES certificate,
      PRIMARY KEY (prefix, certificate)) WITHOUT ROWID;
    INSERT INTO fingerprint SELECT substr(fingerprint, 1, 8), certificate FROM signature ORDER BY 1, 2;
    CREATE TABLE fingerprint_order (through INTEGER NOT NULL);
    INSERT INTO fingerprint_order SELECT coalesce(max(id), 0) FROM certificate;
    """

  /// The indexes of fingerprints, from the smallest to the one that holds nearly all.
  ///
  /// Fingerprints are random: where each is put into a large index by itself, the transaction of a thousand certificates
  /// writes nearly as many pages of it. So each goes into a small index, and many together from one to the next, whose
  /// pages are then written once for all. None refers to the certificates: each reference would be looked up.
  static let fingerprintIndexes = ["recent_fingerprint", "gathered_fingerprint", "settled_fingerprint"]

  /// The certificates that may have a fingerprint, whose prefix is the first value.
  static let certificatesByFingerprint = fingerprintIndexes.map { "SELECT certificate FROM \($0) WHERE prefix = ?1" }
    .joined(separator: " UNION ALL ")

  /// Makes the indexes under the names that this step of the history gave them, and fills the last one.
  static func indexFingerprints(_ database: Database) throws {
    let prefix = DatabaseFunction("fingerprint_prefix", argumentCount: 1, pure: true) { values in
      Data.fromDatabaseValue(values[0])?.fingerprintPrefix
    }
    for name in ["recent_fingerprint", "gathered_fingerprint", "settled_fingerprint"] {
      try database.execute(
        sql: """
          CREATE TABLE \(name) (
            prefix INTEGER NOT NULL, certificate INTEGER NOT NULL, PRIMARY KEY (prefix, certificate)) WITHOUT ROWID
          """)
    }
    database.add(function: prefix)
    try database.execute(
      sql: """
        INSERT INTO settled_fingerprint SELECT fingerprint_prefix(fingerprint), certificate FROM signature ORDER BY 1, 2;
        DROP TABLE fingerprint;
        DROP TABLE fingerprint_order;
        """)
    database.remove(function: prefix)
  }
}

extension Sequence<UInt8> {
  /// What a fingerprint is looked up by: its first eight octets, as the integer that SQLite compares quickest.
  var fingerprintPrefix: Int64 { prefix(8).reduce(0) { $0 << 8 | Int64($1) } }
}
