import GRDB
import PKIModel

extension LedgerWriter {
  /// Links a certificate to the one before it; false where that one is not issued any more.
  func link(_ succession: Succession) throws -> Bool {
    let insert = try RecordStatement(
      database,
      sql: """
        INSERT INTO succession (successor, predecessor, kind) SELECT new.id, old.id, ?
        FROM certificate new, certificate old
        WHERE new.uuid = ? AND old.uuid = ? AND old.state = 'issued'
          AND old.id NOT IN (SELECT certificate FROM intent) AND old.id NOT IN (SELECT certificate FROM revocation)
        """)
    return try insert.run {
      $0.add(succession.kind.rawValue)
      $0.add(succession.successor)
      $0.add(succession.predecessor)
    } == 1
  }

  /// Keeps the custom attributes of a certificate; false where it is not there.
  func keep(_ attributes: CustomAttributes) throws -> Bool {
    let insert = try RecordStatement(
      database,
      sql: "INSERT INTO custom_attributes (certificate, members) SELECT id, ? FROM certificate WHERE uuid = ?")
    return try insert.run {
      $0.add(attributes.members)
      $0.add(attributes.certificate)
    } == 1
  }
}
