/// What the ledger knows of one certificate.
///
/// A class, because it is handed from stage to stage and holds much.
package final class CertificateRecord: Sendable {
  package let uuid: UniqueID
  /// The authority that issued it or is about to; for an issuer that is none of the home's, what follows from its name.
  package let authority: UniqueID
  /// Nil for a certificate that was uploaded and is bound to none.
  package let raProfile: UniqueID?
  package let serialNumber: SerialNumber
  /// `requested` between intent and signature, then `issued`; `revoked` when a revocation is on record.
  package let state: CertificateState
  /// The bytes that are signed (RFC 5280 4.1.1.1).
  package let tbs: [UInt8]
  /// The signature's octets; nil until it is on record.
  package let signature: [UInt8]?
  /// SHA-256 of the whole certificate; nil until its signature is on record.
  package let fingerprint: [UInt8]?
  /// The certificate request that it answers, DER; nil where there was none.
  package let request: [UInt8]?
  /// The ledger's number for it, where a ledger gave it; see `CertificateStanding`.
  package let ledgerNumber: Int64?

  package init(
    uuid: UniqueID, authority: UniqueID, raProfile: UniqueID?, serialNumber: SerialNumber, state: CertificateState,
    tbs: [UInt8], signature: [UInt8]? = nil, fingerprint: [UInt8]? = nil, request: [UInt8]?, ledgerNumber: Int64? = nil
  ) {
    self.uuid = uuid
    self.authority = authority
    self.raProfile = raProfile
    self.serialNumber = serialNumber
    self.state = state
    self.tbs = tbs
    self.signature = signature
    self.fingerprint = fingerprint
    self.request = request
    self.ledgerNumber = ledgerNumber
  }

  /// The same certificate in another state, with a signature where there is one now.
  package func with(
    state: CertificateState, signature: [UInt8]? = nil, fingerprint: [UInt8]? = nil
  ) -> CertificateRecord {
    CertificateRecord(
      uuid: uuid, authority: authority, raProfile: raProfile, serialNumber: serialNumber, state: state, tbs: tbs,
      signature: signature ?? self.signature, fingerprint: fingerprint ?? self.fingerprint, request: request,
      ledgerNumber: ledgerNumber)
  }
}

extension CertificateRecord: Hashable {
  package static func == (left: CertificateRecord, right: CertificateRecord) -> Bool {
    left.uuid == right.uuid && left.authority == right.authority && left.raProfile == right.raProfile
      && left.serialNumber == right.serialNumber && left.state == right.state && left.tbs == right.tbs
      && left.signature == right.signature && left.fingerprint == right.fingerprint && left.request == right.request
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(uuid) }
}

/// One revocation on record.
package struct Revocation: Hashable, Sendable {
  package let certificate: UniqueID
  package let reason: RevocationReason
  package let date: UTCInstant
  /// When the key is known or suspected to have been lost (RFC 5280 5.3.2).
  package let invalidityDate: UTCInstant?

  package init(certificate: UniqueID, reason: RevocationReason, date: UTCInstant, invalidityDate: UTCInstant? = nil) {
    self.certificate = certificate
    self.reason = reason
    self.date = date
    self.invalidityDate = invalidityDate
  }
}
