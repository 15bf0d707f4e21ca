import Foundation
import GRDB
import PKIModel

extension DatabaseView {
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

  func isEndEntityDeleted(raProfile: UniqueID, username: String) throws -> Bool {
    try row(
      "SELECT 1 FROM deleted_end_entity WHERE profile = ? AND username = ?", [Data(raProfile.octets), username]) != nil
  }

  /// The names of an RA profile's end entities that were deleted.
  func deletedEndEntities(raProfile: UniqueID) throws -> Set<String> {
    let statement = try database.cachedStatement(sql: "SELECT username FROM deleted_end_entity WHERE profile = ?")
    return try String.fetchSet(statement, arguments: [Data(raProfile.octets)])
  }

  func certificates(raProfile: UniqueID, username: String) throws -> [CertificateRecord] {
    let statement = try RecordStatement(
      database,
      sql: """
        \(CertificateRecord.select) JOIN enrolment e ON e.certificate = c.id
        WHERE e.profile = ? AND e.username = ? ORDER BY c.uuid
        """)
    let bind: (inout RecordValues) -> Void = {
      $0.add(raProfile)
      $0.add(username)
    }
    var certificates: [CertificateRecord] = []
    try statement.forEachRow(bind) { certificates.append(try CertificateRecord(row: $0)) }
    return certificates
  }
}
