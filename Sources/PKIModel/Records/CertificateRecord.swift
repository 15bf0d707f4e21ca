/// What the ledger knows of one certificate.
package struct CertificateRecord: Hashable, Sendable {
  package let uuid: UniqueID
  /// The authority that issued it or is about to.
  package let authority: UniqueID
  package let raProfile: UniqueID
  package let serialNumber: SerialNumber
  /// `requested` between intent and signature, then `issued`; `revoked` when a revocation is on record.
  package var state: CertificateState
  /// The bytes that are signed (RFC 5280 4.1.1.1).
  package let tbs: [UInt8]
  /// The signature's octets; nil until it is on record.
  package var signature: [UInt8]?
  /// SHA-256 of the whole certificate; nil until its signature is on record.
  package var fingerprint: [UInt8]?
  /// The certificate request that it answers, DER; nil where there was none.
  package let request: [UInt8]?

  package init(
    uuid: UniqueID, authority: UniqueID, raProfile: UniqueID, serialNumber: SerialNumber, state: CertificateState,
    tbs: [UInt8], signature: [UInt8]? = nil, fingerprint: [UInt8]? = nil, request: [UInt8]?
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
  }
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
