import Foundation
import GRDB
import PKIModel

extension LedgerWriter {
  private static let change = """
    INTO location_change (location, alias, replaced, certificate, attributes, batch, request)
    SELECT ?1, ?2, (SELECT id FROM certificate WHERE uuid = ?3), (SELECT id FROM certificate WHERE uuid = ?4), ?5, ?6, ?7
    """

  /// Puts a change of a location on record; false where something else stands there, or is about to, and where the
  /// certificate is not on record.
  func place(_ change: LocationChange, _ request: RequestRecord) throws -> Bool {
    try insert(
      change, request,
      """
      INSERT OR IGNORE \(LedgerWriter.change)
      WHERE (SELECT c.uuid FROM location_entry e JOIN certificate c ON c.id = e.certificate
        WHERE e.location = ?1 AND e.alias = ?2) IS ?3
        AND (?4 IS NULL OR EXISTS (SELECT 1 FROM certificate WHERE uuid = ?4))
      """)
  }

  /// Puts a change on record over what stands in another ledger; the last one of an alias counts.
  func overlay(_ change: LocationChange, _ request: RequestRecord) throws {
    _ = try insert(change, request, "INSERT OR REPLACE \(LedgerWriter.change)")
  }

  private func insert(_ change: LocationChange, _ request: RequestRecord, _ sql: String) throws -> Bool {
    try RecordStatement(database, sql: sql).run {
      $0.add(change.location)
      $0.add(change.alias)
      $0.add(change.replaced)
      $0.add(change.certificate)
      $0.add(change.pushAttributes)
      $0.add(batch)
      $0.add(request.id)
    } == 1
  }

  /// Takes a change off, and makes it what stands there where it was carried out.
  func settle(_ change: LocationChange, isCarriedOut: Bool) throws {
    try delete(from: "location_change", change)
    guard isCarriedOut else { return }
    try delete(from: "location_entry", change)
    guard let certificate = change.certificate else { return }
    let insert = try RecordStatement(
      database,
      sql: """
        INSERT INTO location_entry (location, alias, certificate, attributes) SELECT ?, ?, id, ?
        FROM certificate WHERE uuid = ?
        """)
    let count = try insert.run {
      $0.add(change.location)
      $0.add(change.alias)
      $0.add(change.pushAttributes)
      $0.add(certificate)
    }
    guard count == 1 else { throw LedgerError.damaged("a location holds a certificate that is not on record") }
  }

  private func delete(from table: String, _ change: LocationChange) throws {
    let delete = try RecordStatement(database, sql: "DELETE FROM \(table) WHERE location = ? AND alias = ?")
    _ = try delete.run {
      $0.add(change.location)
      $0.add(change.alias)
    }
  }

  /// Changes the result of a request.
  func rewrite(_ request: RequestRecord) throws {
    try database.execute(
      sql: "UPDATE request SET outcome = ?, detail = ? WHERE batch = ? AND name = ? AND duplicate = 0",
      arguments: [request.outcome, Data(request.detail), batch, request.id])
  }
}
