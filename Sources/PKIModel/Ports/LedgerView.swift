/// The ledger as a request sees it: what is committed, nothing of what is under way.
package protocol LedgerView {
  /// The request with this id in a batch.
  func request(batch: Int64, id: String) throws -> RequestRecord?
  /// The certificate with this UUID.
  func certificate(_ uuid: UniqueID) throws -> CertificateRecord?
  /// The certificate of an authority with this serial number.
  func certificate(authority: UniqueID, serialNumber: SerialNumber) throws -> CertificateRecord?
  /// The certificate whose DER has this SHA-256 digest.
  func certificate(fingerprint: [UInt8]) throws -> CertificateRecord?
  /// The revocation of a certificate.
  func revocation(of certificate: UniqueID) throws -> Revocation?
  /// The end entity with this name under an RA profile.
  func endEntity(raProfile: UniqueID, username: String) throws -> EndEntity?
  /// All end entities of an RA profile, in the order of their usernames' octets.
  func endEntities(raProfile: UniqueID) throws -> [EndEntity]
}
