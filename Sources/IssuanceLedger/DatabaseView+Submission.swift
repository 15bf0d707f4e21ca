import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func submission(_ uuid: UniqueID) throws -> SubmittedRequest? {
    try row("SELECT \(SubmittedRequest.columns) FROM submission WHERE uuid = ?", [Data(uuid.octets)])
      .map(SubmittedRequest.init(row:))
  }

  func forEachWaiting(_ body: (SubmittedRequest) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT \(SubmittedRequest.columns) FROM submission WHERE \(LedgerSchema.isWaiting) ORDER BY uuid")
    while let row = try rows.next() { try body(try SubmittedRequest(row: row)) }
  }
}

extension LayeredView {
  /// Those of the lower ledger first, so that the order is by UUID only within each.
  func forEachWaiting(_ body: (SubmittedRequest) throws -> Void) throws {
    try lower.forEachWaiting { if try upper.certificate($0.uuid) == nil { try body($0) } }
    try upper.forEachWaiting(body)
  }
}

extension SubmittedRequest {
  static let columns = "uuid, authority, profile, serial, days, content, request, attributes"

  convenience init(row: Row) throws {
    guard let serialNumber = SerialNumber(magnitude: row.octets(3)),
      let content = try? SubmittedRequest.read(content: row.octets(5))
    else { throw LedgerError.damaged("a submitted request cannot be read") }
    self.init(
      uuid: try row.uniqueID(0), authority: try row.uniqueID(1), raProfile: try row.uniqueID(2),
      serialNumber: serialNumber, subject: content.subject, altNames: content.altNames,
      extensions: content.extensions, validityDays: row[4], request: row.octets(6), attributes: row.octets(7))
  }
}
