import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func successor(of certificate: UniqueID) throws -> Succession? {
    try row(
      """
      SELECT n.uuid, s.kind FROM succession s JOIN certificate o ON o.id = s.predecessor
      JOIN certificate n ON n.id = s.successor
      WHERE o.uuid = ? AND n.state <> 'failed' ORDER BY s.successor LIMIT 1
      """, [Data(certificate.octets)]
    ).map { row in
      guard let kind = Succession.Kind(rawValue: row[1]) else {
        throw LedgerError.damaged("the kind of a succession is unknown")
      }
      return Succession(predecessor: certificate, successor: try row.uniqueID(0), kind: kind)
    }
  }

  func requestWithCustomAttributes(of certificate: UniqueID) throws -> RequestRecord? {
    try row(
      """
      SELECT \(RequestRecord.columns) FROM request
      WHERE certificate = ? AND \(LedgerSchema.hasCustomAttributes) AND outcome = 'OK' ORDER BY batch, name LIMIT 1
      """, [Data(certificate.octets)]
    ).map(RequestRecord.init(row:))
  }
}
