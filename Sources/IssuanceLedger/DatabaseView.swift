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
        SELECT \(Revocation.columns) FROM revocation r JOIN certificate c ON c.id = r.certificate
        WHERE c.uuid = ?
        """)
    return try statement.firstRow({ $0.add(certificate) }) { try Revocation(of: certificate, row: $0, from: 0) }
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
