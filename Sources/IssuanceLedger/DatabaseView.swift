import Foundation
import GRDB
import PKIModel

/// The domain's view of the ledger, on one database connection.
struct DatabaseView: LedgerView {
  let database: Database
  let batch: Int64
  private let frequent = FrequentStatement()

  init(database: Database, batch: Int64) {
    self.database = database
    self.batch = batch
  }

  func request(id: String) throws -> RequestRecord? {
    try request(id: id, duplicateColumn: 0)
  }

  func duplicate(id: String, position: Int) throws -> RequestRecord? {
    try request(id: id, duplicateColumn: position + 1)
  }

  private func request(id: String, duplicateColumn: Int) throws -> RequestRecord? {
    let statement = try RecordStatement(
      database, sql: "SELECT \(RequestRecord.columns) FROM request WHERE batch = ? AND name = ? AND duplicate = ?")
    let bind: (inout RecordValues) -> Void = {
      $0.add(batch)
      $0.add(id)
      $0.add(duplicateColumn)
    }
    return try statement.firstRow(bind) { try RequestRecord(row: $0) }
  }

  func certificate(_ uuid: UniqueID) throws -> CertificateRecord? {
    try frequent.certificate(database).firstRow({ $0.add(uuid) }) { try CertificateRecord(row: $0) }
  }

  func standings(of certificates: [UniqueID]) throws -> [UniqueID: CertificateStanding] {
    var standings: [UniqueID: CertificateStanding] = [:]
    standings.reserveCapacity(certificates.count)
    let statement = try RecordStatement(database, sql: DatabaseView.standingsByUUIDs)
    var rest = certificates[...]
    while !rest.isEmpty {
      let bind: (inout RecordValues) -> Void = { values in
        for index in 0..<DatabaseView.standingsTogether {
          values.add(index < rest.count ? rest[rest.startIndex + index] : nil)
        }
      }
      try statement.forEachRow(bind) { row in
        let standing = try CertificateStanding(row: row)
        standings[standing.uuid] = standing
      }
      rest = rest.dropFirst(DatabaseView.standingsTogether)
    }
    return standings
  }

  /// As many are looked up by one statement: each alone has SQLite open the same tables and indexes again.
  private static let standingsTogether = 64

  private static let standingsByUUIDs = """
    WITH given (uuid) AS (VALUES \(Array(repeating: "(?)", count: standingsTogether).joined(separator: ", ")))
    SELECT \(CertificateStanding.columns) FROM given CROSS JOIN certificate c ON c.uuid = given.uuid
    """

  func certificate(fingerprint: [UInt8]) throws -> CertificateRecord? {
    let statement = try RecordStatement(
      database,
      sql: """
        \(CertificateRecord.select) WHERE c.id IN (\(LedgerSchema.certificatesByFingerprint)) AND s.fingerprint = ?2
        """)
    let bind: (inout RecordValues) -> Void = {
      $0.add(fingerprint.fingerprintPrefix)
      $0.add(fingerprint)
    }
    return try statement.firstRow(bind) { try CertificateRecord(row: $0) }
  }

  func revocation(of certificate: UniqueID) throws -> Revocation? {
    let statement = try RecordStatement(
      database,
      sql: """
        SELECT r.reason, r.date, r.invalidity FROM revocation r JOIN certificate c ON c.id = r.certificate
        WHERE c.uuid = ?
        """)
    return try statement.firstRow({ $0.add(certificate) }) { row in
      Revocation(
        certificate: certificate, reason: try row.reason(0), date: UTCInstant(seconds: row.integer(1)),
        invalidityDate: row.optionalInteger(2).map(UTCInstant.init(seconds:)))
    }
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
  }
}

/// The statement that most requests about a certificate begin with; looking it up by its text each time would cost a
/// tenth of running it.
private final class FrequentStatement {
  private var certificateByUUID: RecordStatement?

  func certificate(_ database: Database) throws -> RecordStatement {
    if let certificateByUUID { return certificateByUUID }
    let compiled = try RecordStatement(database, sql: "\(CertificateRecord.select) WHERE c.uuid = ?")
    certificateByUUID = compiled
    return compiled
  }
}
