import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) throws {
    let rows = try Row.fetchCursor(database, sql: "\(CertificateRecord.select) ORDER BY c.uuid")
    while let row = try rows.next() { try body(try CertificateRecord(row: row)) }
  }

  func lastCRL(authority: UniqueID) throws -> [UInt8]? {
    try row("SELECT der FROM crl WHERE authority = ? ORDER BY number DESC LIMIT 1", [Data(authority.octets)])
      .map { $0.octets(0) }
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
}
