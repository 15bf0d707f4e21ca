import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func successions(of certificate: UniqueID) throws -> [Succession] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT n.uuid, s.kind FROM succession s JOIN certificate o ON o.id = s.predecessor
        JOIN certificate n ON n.id = s.successor
        WHERE o.uuid = ? AND n.state <> 'failed' ORDER BY s.successor
        """)
    return try Row.fetchAll(statement, arguments: [Data(certificate.octets)]).map { row in
      guard let kind = Succession.Kind(rawValue: row[1]) else {
        throw LedgerError.damaged("the kind of a succession is unknown")
      }
      return Succession(predecessor: certificate, successor: try row.uniqueID(0), kind: kind)
    }
  }

  func customAttributes(of certificate: UniqueID) throws -> [UInt8] {
    try row(
      "SELECT a.members FROM custom_attributes a JOIN certificate c ON c.id = a.certificate WHERE c.uuid = ?",
      [Data(certificate.octets)]
    )?.octets(0) ?? []
  }
}
