import Foundation
import GRDB
import PKIModel

/// The domain's view of the ledger, on one database connection.
struct DatabaseView: LedgerView {
  let database: Database
  let batch: Int64

  func request(id: String) throws -> RequestRecord? {
    try row(
      "SELECT \(RequestRecord.columns) FROM request WHERE batch = ? AND name = ? AND duplicate = 0", [batch, id]
    ).map(RequestRecord.init(row:))
  }

  func duplicate(id: String, position: Int) throws -> RequestRecord? {
    try row(
      "SELECT \(RequestRecord.columns) FROM request WHERE batch = ? AND name = ? AND duplicate = ?",
      [batch, id, position + 1]
    ).map(RequestRecord.init(row:))
  }

  func certificate(_ uuid: UniqueID) throws -> CertificateRecord? {
    try row("\(CertificateRecord.select) WHERE c.uuid = ?", [Data(uuid.octets)]).map(CertificateRecord.init(row:))
  }

  func certificate(fingerprint: [UInt8]) throws -> CertificateRecord? {
    try row(
      "\(CertificateRecord.select) WHERE substr(s.fingerprint, 1, 8) = ? AND s.fingerprint = ?",
      [Data(fingerprint.prefix(8)), Data(fingerprint)]
    ).map(CertificateRecord.init(row:))
  }

  func revocation(of certificate: UniqueID) throws -> Revocation? {
    try row(
      """
      SELECT r.reason, r.date, r.invalidity FROM revocation r JOIN certificate c ON c.id = r.certificate
      WHERE c.uuid = ?
      """, [Data(certificate.octets)]
    ).map { row in
      Revocation(
        certificate: certificate, reason: try row.reason(0), date: UTCInstant(seconds: row[1]),
        invalidityDate: (row[2] as Int64?).map(UTCInstant.init(seconds:)))
    }
  }

  func endEntity(raProfile: UniqueID, username: String) throws -> EndEntity? {
    try row(
      "SELECT \(EndEntity.columns) FROM end_entity WHERE profile = ? AND username = ?",
      [Data(raProfile.octets), username]
    ).map(EndEntity.init(row:))
  }

  func endEntities(raProfile: UniqueID) throws -> [EndEntity] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(EndEntity.columns) FROM end_entity WHERE profile = ? ORDER BY username")
    return try Row.fetchAll(statement, arguments: [Data(raProfile.octets)]).map(EndEntity.init(row:))
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
  }
}
