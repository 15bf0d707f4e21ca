import Foundation
import GRDB
package import PKIModel

/// CRLs, which may list millions of certificates: whatever is as long as the list goes by in parts.
extension Ledger {
  private static let partOctets = 1 << 20

  /// How the tables of migration 4 differ from those before: a revocation says by itself what a CRL needs of it, and a
  /// CRL lies in parts.
  static let crlTables = """
    CREATE TABLE revocation_of_certificate (
      certificate INTEGER PRIMARY KEY REFERENCES certificate, authority BLOB NOT NULL, serial BLOB NOT NULL,
      reason INTEGER NOT NULL, date INTEGER NOT NULL, invalidity INTEGER, batch INTEGER NOT NULL REFERENCES batch,
      request TEXT NOT NULL);
    INSERT INTO revocation_of_certificate
      SELECT r.certificate, c.authority, c.serial, r.reason, r.date, r.invalidity, r.batch, r.request
      FROM revocation r JOIN certificate c ON c.id = r.certificate;
    DROP TABLE revocation;
    ALTER TABLE revocation_of_certificate RENAME TO revocation;
    CREATE INDEX revocation_authority ON revocation (authority);
    CREATE TABLE crl_part (
      authority BLOB NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL, octets BLOB NOT NULL,
      PRIMARY KEY (authority, number, part)) WITHOUT ROWID;
    INSERT INTO crl_part SELECT authority, number, 0, der FROM crl;
    ALTER TABLE crl DROP COLUMN der;
    """

  /// Goes through what the CRL of an authority lists, in the order in which the certificates were issued.
  package func forEachListed(
    authority: UniqueID, _ body: (TBSCertificateList.Entry) throws -> Void
  ) throws {
    try pool.read { database in
      let statement = try RecordStatement(
        database,
        sql: "SELECT serial, reason, date, invalidity FROM revocation WHERE authority = ? ORDER BY certificate")
      try statement.forEachRow({ $0.add(authority) }) { row in
        guard let serial = SerialNumber(magnitude: row.octets(0)),
          let reason = RevocationReason(rawValue: Int(row.integer(1)))
        else { throw LedgerError.damaged("a revocation's serial number or reason is not one") }
        try body(
          TBSCertificateList.Entry(
            serialNumber: serial, revocationDate: UTCInstant(seconds: row.integer(2)), reason: reason,
            invalidityDate: row.optionalInteger(3).map(UTCInstant.init(seconds:))))
      }
    }
  }

  /// Records a CRL with its octets; its number must be greater than all before.
  package func record(_ crl: RecordedCRL, der: [UInt8]) throws(LedgerError) {
    try LedgerError.translating {
      try pool.write { database in
        try Ledger.insert(crl, database)
        let insert = try RecordStatement(
          database, sql: "INSERT INTO crl_part (authority, number, part, octets) VALUES (?, ?, ?, ?)")
        for (part, start) in stride(from: 0, to: der.count, by: Ledger.partOctets).enumerated() {
          _ = try insert.run {
            $0.add(crl.authority)
            $0.add(crl.number)
            $0.add(part)
            $0.add(Array(der[start..<min(start + Ledger.partOctets, der.count)]))
          }
        }
      }
    }
  }

  private static func insert(_ crl: RecordedCRL, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO crl (authority, number, this_update, next_update, entries) SELECT ?1, ?2, ?3, ?4, ?5
        WHERE NOT EXISTS (SELECT 1 FROM crl WHERE authority = ?1 AND number >= ?2)
        """,
      arguments: [
        Data(crl.authority.octets), crl.number, crl.thisUpdate.seconds, crl.nextUpdate.seconds, crl.entryCount,
      ])
    guard database.changesCount == 1 else {
      throw LedgerError.damaged("CRL number \(crl.number) is not greater than the last one")
    }
  }

  /// The latest CRL of an authority.
  package func lastCRL(authority: UniqueID) throws(LedgerError) -> RecordedCRL? {
    try LedgerError.translating {
      try pool.read { database in
        try Row.fetchOne(
          database,
          sql: """
            SELECT number, this_update, next_update, entries FROM crl WHERE authority = ? ORDER BY number DESC LIMIT 1
            """, arguments: [Data(authority.octets)]
        ).map { row in
          RecordedCRL(
            authority: authority, number: row[0], thisUpdate: UTCInstant(seconds: row[1]),
            nextUpdate: UTCInstant(seconds: row[2]), entryCount: row[3])
        }
      }
    }
  }

  /// Gives the octets of a CRL part by part.
  package func forEachPart(of crl: RecordedCRL, _ body: ([UInt8]) throws -> Void) throws {
    try pool.read { database in
      let statement = try RecordStatement(
        database, sql: "SELECT octets FROM crl_part WHERE authority = ? AND number = ? ORDER BY part")
      let bind: (inout RecordValues) -> Void = {
        $0.add(crl.authority)
        $0.add(crl.number)
      }
      try statement.forEachRow(bind) { try body($0.octets(0)) }
    }
  }
}
