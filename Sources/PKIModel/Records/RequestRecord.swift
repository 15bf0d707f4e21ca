/// What the ledger keeps of one request of a batch: enough to give its result again.
package struct RequestRecord: Hashable, Sendable {
  /// The place in the manifest, from 0.
  package let position: Int
  /// The id that the requester chose; unique in its batch.
  package let id: String
  /// SHA-256 of the request's content in its form-neutral form.
  package let digest: [UInt8]
  /// The operation's name.
  package let operation: String
  /// The outcome's name: final, or what it will be once the certificate's signature is on record.
  package let outcome: String
  /// SHA-256 of the configuration that a refusal was decided under.
  package let configurationDigest: [UInt8]
  /// The certificate that the request made or touched.
  package let certificate: UniqueID?
  /// The parts of the result that cannot be derived from the certificate, as JSON; empty where there are none.
  package let detail: [UInt8]

  package init(
    position: Int, id: String, digest: [UInt8], operation: String, outcome: String, configurationDigest: [UInt8],
    certificate: UniqueID?, detail: [UInt8]
  ) {
    self.position = position
    self.id = id
    self.digest = digest
    self.operation = operation
    self.outcome = outcome
    self.configurationDigest = configurationDigest
    self.certificate = certificate
    self.detail = detail
  }
}

/// One change of what the ledger holds, decided by a request.
package enum StateChange: Hashable, Sendable {
  /// A certificate is about to be signed: its TBS is on record from now on.
  case intend(CertificateRecord)
  /// A new end entity.
  case addEndEntity(EndEntity)
  /// An end entity's fields or status change.
  case updateEndEntity(EndEntity)
  /// A certificate is revoked.
  case revoke(Revocation)
}

/// A request with its outcome and everything that it changes; recorded in one transaction or not at all.
package struct RecordedDecision: Sendable {
  package let request: RequestRecord
  package let changes: [StateChange]

  package init(request: RequestRecord, changes: [StateChange]) {
    self.request = request
    self.changes = changes
  }
}
