import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) throws {
    try RecordStatement(database, sql: "\(CertificateRecord.select) ORDER BY c.uuid")
      .forEachRow({ _ in }) { try body(try CertificateRecord(row: $0)) }
  }

  func lastCRL(authority: UniqueID) throws -> [UInt8]? {
    guard let crl = try database.lastCRL(authority: authority) else { return nil }
    var der: [UInt8] = []
    try database.forEachPart(of: crl) { der += $0 }
    return der
  }

  /// A revocation is never taken back, and a CRL lists all that there are when it is made.
  func hasUnlistedRevocations(authority: UniqueID) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT (SELECT count(*) FROM revocation WHERE authority = ?1)
          <> coalesce((SELECT entries FROM crl WHERE authority = ?1 ORDER BY number DESC LIMIT 1), 0)
        """, arguments: [Data(authority.octets)]) ?? false
  }

  /// Without an index: asked only of an authority that has no CRL, and most have certificates among the first.
  func hasCertificates(authority: UniqueID) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM certificate WHERE authority = ? AND state <> 'failed')",
      arguments: [Data(authority.octets)]) ?? false
  }
}

extension LayeredView {
  /// Those of the lower ledger first, so that the order is by UUID only within each.
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) throws {
    try lower.forEachCertificate { try body(upper.certificate($0.uuid) ?? $0) }
    try upper.forEachCertificate { certificate in
      if try lower.certificate(certificate.uuid) == nil { try body(certificate) }
    }
  }

  func lastCRL(authority: UniqueID) throws -> [UInt8]? { try lower.lastCRL(authority: authority) }

  func hasUnlistedRevocations(authority: UniqueID) throws -> Bool {
    try lower.hasUnlistedRevocations(authority: authority) || upper.hasUnlistedRevocations(authority: authority)
  }

  func hasCertificates(authority: UniqueID) throws -> Bool {
    try lower.hasCertificates(authority: authority) || upper.hasCertificates(authority: authority)
  }
}
