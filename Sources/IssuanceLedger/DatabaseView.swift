import Foundation
import GRDB
import PKIModel

/// The domain's view of the ledger, on one database connection.
struct DatabaseView: LedgerView {
  let database: Database
  let batch: Int64
  private let frequent = FrequentStatements()

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

  func standing(of certificate: UniqueID) throws -> CertificateStanding? {
    try frequent.standing(database).firstRow({ $0.add(certificate) }) { row in
      CertificateStanding(
        uuid: certificate, raProfile: try row.optionalID(0), serialNumber: try row.serialNumber(1),
        state: try row.certificateState(2))
    }
  }

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

/// The statements that most requests about a certificate begin with; looking them up by their texts each time would cost
/// a tenth of running them.
private final class FrequentStatements {
  private static let certificateByUUID = "\(CertificateRecord.select) WHERE c.uuid = ?"
  private static let standingByUUID =
    "SELECT c.profile, c.serial, \(LedgerSchema.certificateState) FROM certificate c WHERE c.uuid = ?"

  private var certificate: RecordStatement?
  private var standing: RecordStatement?

  func certificate(_ database: Database) throws -> RecordStatement {
    try FrequentStatements.found(&certificate, database, FrequentStatements.certificateByUUID)
  }

  func standing(_ database: Database) throws -> RecordStatement {
    try FrequentStatements.found(&standing, database, FrequentStatements.standingByUUID)
  }

  private static func found(
    _ statement: inout RecordStatement?, _ database: Database, _ sql: String
  ) throws -> RecordStatement {
    if let statement { return statement }
    let compiled = try RecordStatement(database, sql: sql)
    statement = compiled
    return compiled
  }
}
