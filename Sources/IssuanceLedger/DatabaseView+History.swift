import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func predecessor(of certificate: UniqueID) throws -> UniqueID? {
    try row(
      """
      SELECT o.uuid FROM succession s JOIN certificate n ON n.id = s.successor
      JOIN certificate o ON o.id = s.predecessor WHERE n.uuid = ?
      """, [Data(certificate.octets)]
    ).map { try $0.uniqueID(0) }
  }

  func arrival(of certificate: UniqueID) throws -> CertificateArrival? {
    try row(
      """
      SELECT b.name, r.started FROM certificate c JOIN run r ON r.certificates < c.id JOIN batch b ON b.id = r.batch
      WHERE c.uuid = ? ORDER BY r.id DESC LIMIT 1
      """, [Data(certificate.octets)]
    ).map { CertificateArrival(batch: $0[0], date: UTCInstant(seconds: $0[1])) }
  }

  func mentions(of certificate: UniqueID) throws -> [CertificateMention] {
    let columns = "\(RequestRecord.columns), batch"
    let named = try RecordStatement(
      database, sql: "SELECT \(columns) FROM request WHERE certificate = ? AND \(LedgerSchema.saysMore)")
    // The request that revoked it may be about many certificates, or have nothing to say.
    let revoking = try RecordStatement(
      database,
      sql: """
        SELECT \(columns) FROM request WHERE duplicate = 0 AND (batch, name) =
          (SELECT v.batch, v.request FROM revocation v JOIN certificate c ON c.id = v.certificate WHERE c.uuid = ?)
        """)
    var mentions: [CertificateMention] = []
    for statement in [named, revoking] {
      try statement.forEachRow({ $0.add(certificate) }) { row in
        let mention = try mention(row)
        if !mentions.contains(where: { $0.batch == mention.batch && $0.request.id == mention.request.id }) {
          mentions.append(mention)
        }
      }
    }
    return mentions.sorted { ($0.run, $0.request.position) < ($1.run, $1.request.position) }
  }

  /// From a row of a request's columns and its batch.
  private func mention(_ row: RecordRow) throws -> CertificateMention {
    let request = try RequestRecord(row: row)
    let found = try self.row(
      "SELECT b.name, r.id, r.started FROM batch b LEFT JOIN run r ON r.batch = b.id AND r.number = ? WHERE b.id = ?",
      [request.run, row.integer(11)])
    guard let found else { throw LedgerError.damaged("the batch of a request is not there") }
    return CertificateMention(
      request: request, batch: found[0], run: found[1] ?? 0,
      date: (found[2] as Int64?).map(UTCInstant.init(seconds:)))
  }
}

extension LayeredView {
  func predecessor(of certificate: UniqueID) throws -> UniqueID? {
    try upper.predecessor(of: certificate) ?? lower.predecessor(of: certificate)
  }

  func arrival(of certificate: UniqueID) throws -> CertificateArrival? {
    // What the upper ledger only took over came before.
    try lower.certificate(certificate) == nil ? upper.arrival(of: certificate) : lower.arrival(of: certificate)
  }

  func mentions(of certificate: UniqueID) throws -> [CertificateMention] {
    let new = try upper.mentions(of: certificate)
    let old = try lower.mentions(of: certificate).filter { old in
      !new.contains { $0.batch == old.batch && $0.request.id == old.request.id }
    }
    return old + new
  }
}
