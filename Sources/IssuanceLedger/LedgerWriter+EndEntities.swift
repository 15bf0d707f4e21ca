import Foundation
import GRDB
import PKIModel

extension LedgerWriter {
  /// Takes over an end entity of another ledger; one that is there already stays as it is.
  func adopt(_ entity: EndEntity) throws { _ = try add(entity) }

  func add(_ entity: EndEntity) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO end_entity (\(EndEntity.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    try statement.execute(arguments: [
      Data(entity.raProfile.octets), entity.username, entity.subjectDN, entity.subjectAltName, entity.email,
      entity.extensionColumn, entity.status.rawValue, entity.passwordHash,
    ])
    return database.changesCount == 1
  }

  func update(_ entity: EndEntity) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE end_entity SET subject = ?, alt_name = ?, email = ?, extensions = ?, status = ?, password = ?
        WHERE profile = ? AND username = ?
        """)
    try statement.execute(arguments: [
      entity.subjectDN, entity.subjectAltName, entity.email, entity.extensionColumn, entity.status.rawValue,
      entity.passwordHash, Data(entity.raProfile.octets), entity.username,
    ])
    return database.changesCount == 1
  }

  /// Writes that a certificate is one of an end entity's; false where the certificate is not there.
  func enrol(_ certificate: UniqueID, _ raProfile: UniqueID, _ username: String) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO enrolment (profile, username, certificate) SELECT ?, ?, id FROM certificate WHERE uuid = ?")
    try statement.execute(arguments: [Data(raProfile.octets), username, Data(certificate.octets)])
    return database.changesCount == 1
  }

  /// Deletes an end entity and remembers its name; false where there is none.
  func delete(_ raProfile: UniqueID, _ username: String, at date: UTCInstant, _ request: RequestRecord) throws -> Bool {
    let delete = try database.cachedStatement(sql: "DELETE FROM end_entity WHERE profile = ? AND username = ?")
    try delete.execute(arguments: [Data(raProfile.octets), username])
    guard database.changesCount == 1 else { return false }
    let remember = try database.cachedStatement(
      sql: "INSERT INTO deleted_end_entity (profile, username, date, batch, request) VALUES (?, ?, ?, ?, ?)")
    try remember.execute(arguments: [Data(raProfile.octets), username, date.seconds, batch, request.id])
    return true
  }
}
