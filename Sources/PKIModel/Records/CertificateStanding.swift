/// What decides whether something may happen to a certificate: the small part of its record that is looked up where there
/// are many.
package struct CertificateStanding: Hashable, Sendable {
  package let uuid: UniqueID
  /// Nil for a certificate that was uploaded and is bound to none.
  package let raProfile: UniqueID?
  package let serialNumber: SerialNumber
  package let state: CertificateState

  package init(uuid: UniqueID, raProfile: UniqueID?, serialNumber: SerialNumber, state: CertificateState) {
    self.uuid = uuid
    self.raProfile = raProfile
    self.serialNumber = serialNumber
    self.state = state
  }

  package init(_ certificate: CertificateRecord) {
    self.init(
      uuid: certificate.uuid, raProfile: certificate.raProfile, serialNumber: certificate.serialNumber,
      state: certificate.state)
  }
}
