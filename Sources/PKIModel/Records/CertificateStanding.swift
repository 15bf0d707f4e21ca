/// What decides whether something may happen to a certificate: the small part of its record that is looked up where there
/// are many.
package struct CertificateStanding: Hashable, Sendable {
  package let uuid: UniqueID
  package let authority: UniqueID
  /// Nil for a certificate that was uploaded and is bound to none.
  package let raProfile: UniqueID?
  package let serialNumber: SerialNumber
  package let state: CertificateState
  /// The ledger's number for it, which means nothing to any other ledger; nil where none told where it stands.
  package let ledgerNumber: Int64?

  package init(
    uuid: UniqueID, authority: UniqueID, raProfile: UniqueID?, serialNumber: SerialNumber, state: CertificateState,
    ledgerNumber: Int64?
  ) {
    self.uuid = uuid
    self.authority = authority
    self.raProfile = raProfile
    self.serialNumber = serialNumber
    self.state = state
    self.ledgerNumber = ledgerNumber
  }

  package init(_ certificate: CertificateRecord) {
    self.init(
      uuid: certificate.uuid, authority: certificate.authority, raProfile: certificate.raProfile,
      serialNumber: certificate.serialNumber, state: certificate.state, ledgerNumber: certificate.ledgerNumber)
  }

  /// The same for another ledger, which has to look for itself.
  package var elsewhere: CertificateStanding {
    CertificateStanding(
      uuid: uuid, authority: authority, raProfile: raProfile, serialNumber: serialNumber, state: state,
      ledgerNumber: nil)
  }
}
