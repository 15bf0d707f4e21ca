import Foundation
import GRDB
package import PKIModel

extension Ledger {
  /// A key whose file has to go.
  package struct KeyRemoval: Hashable, Sendable {
    package let key: UniqueID
    package let tokenProfile: UniqueID
  }

  /// Keys that are destroyed, and whose files may still be there.
  package func keyRemovals() throws(LedgerError) -> [KeyRemoval] {
    try LedgerError.translating {
      try reader.read { database in
        try Row.fetchAll(database, sql: "SELECT uuid, profile FROM key_removal ORDER BY uuid").map { row in
          KeyRemoval(key: try row.uniqueID(0), tokenProfile: try row.uniqueID(1))
        }
      }
    }
  }

  /// Records that the files of keys are gone.
  package func forget(_ removals: [KeyRemoval]) throws(LedgerError) {
    try LedgerError.translating {
      try pool.write { database in
        let delete = try database.cachedStatement(sql: "DELETE FROM key_removal WHERE uuid = ?")
        for removal in removals { try delete.execute(arguments: [Data(removal.key.octets)]) }
      }
    }
  }
}
