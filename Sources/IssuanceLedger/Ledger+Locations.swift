import Foundation
import GRDB
package import PKIModel

/// A change of a location whose certificate is signed, with the request that asked for it.
package struct DueLocationChange: Sendable {
  package let change: LocationChange
  package let request: RequestRecord
  package let batch: Int64

  package init(change: LocationChange, request: RequestRecord, batch: Int64) {
    self.change = change
    self.request = request
    self.batch = batch
  }
}

extension Ledger {
  /// What an earlier run has left to do in locations, by batch and in manifest order; nothing, as a rule.
  package func dueLocationChanges() throws(LedgerError) -> [DueLocationChange] {
    try LedgerError.translating {
      try reader.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            \(LocationChange.select) JOIN request r ON r.batch = l.batch AND r.name = l.request AND r.duplicate = 0
            WHERE l.certificate IS NULL OR l.certificate NOT IN (SELECT certificate FROM intent)
            ORDER BY l.batch, r.position, l.location, l.alias
            """)
        return try rows.map { row in
          let batch: Int64 = row[5]
          guard let request = try DatabaseView(database: database, batch: batch).request(id: row[6]) else {
            throw LedgerError.damaged("the request of a location's change is not there")
          }
          return DueLocationChange(change: try LocationChange(row: row), request: request, batch: batch)
        }
      }
    }
  }

  /// How many changes of locations are on record and not carried out.
  package func openLocationChangeCount() throws(LedgerError) -> Int {
    try LedgerError.translating {
      try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM location_change") ?? 0 }
    }
  }

  /// The requests of a batch whose changes of locations are not carried out: their results are not final.
  package func requestsChangingLocations(batch: Int64) throws(LedgerError) -> Set<String> {
    try LedgerError.translating {
      try reader.read {
        try String.fetchSet($0, sql: "SELECT request FROM location_change WHERE batch = ?", arguments: [batch])
      }
    }
  }

  /// Takes changes off the record in one transaction, durable when this returns.
  ///
  /// - Parameters:
  ///   - isCarriedOut: Of each change, whether it stands in its location now; otherwise what stood there before does.
  ///   - results: The requests whose result is another one because of that, by batch.
  package func settle(
    _ changes: [(change: LocationChange, isCarriedOut: Bool)], results: [(batch: Int64, request: RequestRecord)]
  ) throws(LedgerError) {
    try LedgerError.translating {
      try pool.write { database in
        let writer = LedgerWriter(database, batch: 0)
        for (change, isCarriedOut) in changes { try writer.settle(change, isCarriedOut: isCarriedOut) }
        for (batch, request) in results { try LedgerWriter(database, batch: batch).rewrite(request) }
      }
    }
  }
}
