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
