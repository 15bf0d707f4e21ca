import GRDB
package import PKIModel

/// A certificate on record, and its revocation where it is revoked.
package struct RecordedCertificate: Sendable {
  package let certificate: CertificateRecord
  package let revocation: Revocation?
}

// What never changes, so that lanes may ask for it on connections of their own while another thread goes through a list.
extension Ledger {
  /// The certificates with these UUIDs; those that are not on record are left out.
  package func certificates(_ uuids: [UniqueID]) throws(LedgerError) -> [UniqueID: RecordedCertificate] {
    try LedgerError.translating { try pool.read { try DatabaseView(database: $0, batch: 0).certificates(uuids) } }
  }

  /// Why certificates were revoked, in no order; those that are not revoked are left out.
  package func reasons(of certificates: [UniqueID]) throws(LedgerError) -> [RevocationReason] {
    try LedgerError.translating { try pool.read { try DatabaseView(database: $0, batch: 0).reasons(of: certificates) } }
  }
}
