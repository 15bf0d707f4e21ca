import DERCoding
import Foundation
import GRDB
import OpenSSLBackend
package import PKIModel

/// CRLs, which may list millions of certificates: whatever is as long as the list goes by in parts.
extension Ledger {
  /// Makes an authority's next CRL and records it in one transaction, so that it lists what is on record, all of it
  /// and nothing else; durable when this returns.
  ///
  /// - Parameter make: gets the last CRL and what the next one lists; the number of what it gives is that of the list.
  package func recordNextCRL(
    authority: UniqueID, _ make: (RecordedCRL?, ListedRevocations) throws -> (RecordedCRL, CRLFrame)
  ) throws {
    try LedgerError.translatingOurs {
      try pool.write { database in
        try Ledger.Cache.passing.use(in: database)
        defer { try? Ledger.Cache.usual.use(in: database) }
        let last = try database.lastCRL(authority: authority)
        let listed = ListedRevocations(database: database, authority: authority, number: (last?.number ?? 0) + 1)
        let (crl, frame) = try make(last, listed)
        try database.execute(
          sql: """
            INSERT INTO crl (authority, number, this_update, next_update, entries, head, tail, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            Data(authority.octets), listed.number, crl.thisUpdate.seconds, crl.nextUpdate.seconds, crl.entryCount,
            Data(frame.head), Data(frame.tail), Data(frame.digest),
          ])
      }
    }
  }

  /// The latest CRL of an authority.
  package func lastCRL(authority: UniqueID) throws(LedgerError) -> RecordedCRL? {
    try LedgerError.translating {
      try reader.read { try $0.lastCRL(authority: authority) }
    }
  }

  /// Gives the octets of a CRL part by part.
  ///
  /// - Throws: `LedgerError.damaged`, behind the last part, where they are not what was signed.
  package func forEachPart(of crl: RecordedCRL, _ body: ([UInt8]) throws -> Void) throws {
    try LedgerError.translatingOurs {
      try reader.read { try $0.forEachPart(of: crl, body) }
    }
  }
}

extension Database {
  private static let partOctets = 1 << 20

  func lastCRL(authority: UniqueID) throws -> RecordedCRL? {
    try Row.fetchOne(
      self,
      sql: """
        SELECT number, this_update, next_update, entries FROM crl WHERE authority = ? ORDER BY number DESC LIMIT 1
        """, arguments: [Data(authority.octets)]
    ).map { row in
      RecordedCRL(
        authority: authority, number: row[0], thisUpdate: UTCInstant(seconds: row[1]),
        nextUpdate: UTCInstant(seconds: row[2]), entryCount: row[3])
    }
  }

  func forEachPart(of crl: RecordedCRL, _ body: ([UInt8]) throws -> Void) throws {
    let row = try Row.fetchOne(
      self, sql: "SELECT head, tail, digest FROM crl WHERE authority = ? AND number = ? AND head IS NOT NULL",
      arguments: [Data(crl.authority.octets), crl.number])
    if let row {
      try forEachPart(of: crl, CRLFrame(head: row.octets(0), tail: row.octets(1), digest: row.octets(2)), body)
    } else {
      try forEachKeptPart(of: crl, body)
    }
  }

  /// Makes the octets again from the revocations.
  private func forEachPart(of crl: RecordedCRL, _ frame: CRLFrame, _ body: ([UInt8]) throws -> Void) throws {
    let digest = try IncrementalSHA256()
    func give(_ part: [UInt8]) throws {
      try part.withUnsafeBytes { try digest.update($0) }
      try body(part)
    }
    var writer = DERWriter(capacity: Database.partOctets + 1024)
    writer.raw(frame.head)
    let listed = ListedRevocations(database: self, authority: crl.authority, number: crl.number)
    try listed.write(to: &writer) { writer in
      guard writer.bytes.count >= Database.partOctets else { return }
      try give(writer.bytes)
      writer.removeAll()
    }
    writer.raw(frame.tail)
    try give(writer.bytes)
    guard try digest.finish() == frame.digest else {
      throw LedgerError.damaged("the revocations on record are not those of CRL \(crl.number)")
    }
  }

  /// The octets of a CRL that was recorded with them.
  private func forEachKeptPart(of crl: RecordedCRL, _ body: ([UInt8]) throws -> Void) throws {
    let statement = try RecordStatement(
      self, sql: "SELECT octets FROM crl_part WHERE authority = ? AND number = ? ORDER BY part")
    let bind: (inout RecordValues) -> Void = {
      $0.add(crl.authority)
      $0.add(crl.number)
    }
    try statement.forEachRow(bind) { try body($0.octets(0)) }
  }
}
