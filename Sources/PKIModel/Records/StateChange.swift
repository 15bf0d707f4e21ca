/// One change of what the ledger holds, decided by a request.
package enum StateChange: Hashable, Sendable {
  /// A certificate is about to be signed: its TBS is on record from now on.
  case intend(CertificateRecord)
  /// A new end entity.
  case addEndEntity(EndEntity)
  /// An end entity's fields or status change.
  case updateEndEntity(EndEntity)
  /// A certificate is one of an end entity's, from its intent on.
  case enrol(UniqueID, raProfile: UniqueID, username: String)
  /// An end entity goes; its name is remembered.
  case deleteEndEntity(raProfile: UniqueID, username: String, at: UTCInstant)
  /// The certificate could not be signed and never will be.
  case abandon(UniqueID)
  /// A certificate, which was seen to be issued, is revoked.
  case revoke(CertificateStanding, Revocation)
  /// A certificate, intended by the same request, has custom attributes.
  case keep(CustomAttributes)
  /// A certificate is asked for, to be issued later.
  case submit(SubmittedRequest)
  /// A certificate, intended by the same request, follows another.
  case succeed(Succession)
  /// A certificate comes from elsewhere: with its signature, and of no RA profile.
  case take(CertificateRecord)
  /// A certificate of no RA profile is bound to one, and to that one's authority.
  case identify(UniqueID, raProfile: UniqueID, authority: UniqueID)
  /// A key of a token, made by the same request.
  case addKey(TokenKey)
  /// A key of a token gets another state; where that is a destroyed one, its file goes.
  case changeKey(TokenKey, from: KeyState)
  /// A location is to hold another certificate under an alias, as soon as that one is signed.
  case place(LocationChange)
}

extension StateChange {
  /// A certificate is revoked as it stands.
  package static func revoke(
    _ certificate: CertificateStanding, for reason: RevocationReason, at date: UTCInstant
  ) -> StateChange {
    .revoke(certificate, Revocation(certificate: certificate.uuid, reason: reason, date: date))
  }
}

/// A request with its outcome and everything that it changes; recorded in one transaction or not at all.
///
/// A class, because it is handed from stage to stage.
package final class RecordedDecision: Sendable {
  package let request: RequestRecord
  package let changes: [StateChange]
  /// Whether the result stands since an earlier run: only the request's place and last run are new.
  package let isReplay: Bool

  package init(request: RequestRecord, changes: [StateChange], isReplay: Bool = false) {
    self.request = request
    self.changes = changes
    self.isReplay = isReplay
  }
}

/// A signature over an intended certificate; with it the certificate is issued.
package final class RecordedSignature: Sendable {
  package let certificate: UniqueID
  package let signature: [UInt8]
  /// SHA-256 of the whole certificate.
  package let fingerprint: [UInt8]

  package init(certificate: UniqueID, signature: [UInt8], fingerprint: [UInt8]) {
    self.certificate = certificate
    self.signature = signature
    self.fingerprint = fingerprint
  }
}
