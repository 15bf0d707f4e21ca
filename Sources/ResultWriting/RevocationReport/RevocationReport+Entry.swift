package import PKIModel

extension RevocationReport {
  /// One certificate that was revoked, or one request that revoked nothing and why.
  package struct Entry: Hashable, Sendable {
    /// The certificate's identifier in the ledger; nil where none was found.
    package var certificateUUID: UniqueID?
    /// As issued, or as asked where no certificate was found.
    package var serialNumber: SerialNumber?
    /// The issuer's name as RFC 4514 text.
    package var issuerDN: String?
    /// The subject's name as RFC 4514 text; empty where the certificate has an empty one.
    package var subjectDN: String?
    /// When the revocation took effect (RFC 5280 5.1.2.6).
    package var revocationDate: UTCInstant?
    /// When the key is known or suspected to have become unsafe (RFC 5280 5.3.2).
    package var invalidityDate: UTCInstant?
    /// Why, as asked; nil counts as `unspecified`.
    package var reason: RevocationReason?
    /// The request that asked.
    package var requestID: String
    /// The batch of that request.
    package var batchID: String
    /// The certificate's state before the request.
    package var previousState: CertificateState?
    /// Whether the private key was destroyed; nil where that was not asked.
    package var keyDestroyed: Bool?
    /// The part of a divided CRL that carries the revocation.
    package var crlShard: Int?
    /// The raw value of the request's outcome, such as `OK` or `VALIDATION_FAILED`.
    package var result: String
    /// The stable code of the cause, such as `certificate.unknown`.
    package var code: String?
    /// The cause for people; line feeds part several of them.
    package var message: String?

    /// An entry of which only the request and its result are known; the other members are set afterwards.
    package init(requestID: String, batchID: String, result: String) {
      self.requestID = requestID
      self.batchID = batchID
      self.result = result
    }
  }

  /// An entry with what all forms write of it, made once.
  package struct Row: Sendable {
    let entry: Entry
    let certificateUUID: String?
    let serialNumber: String?
    let revocationDate: String?
    let invalidityDate: String?

    /// The row of an entry.
    package init(_ entry: Entry) {
      self.entry = entry
      certificateUUID = entry.certificateUUID?.description
      serialNumber = entry.serialNumber?.description
      revocationDate = entry.revocationDate?.description
      invalidityDate = entry.invalidityDate?.description
    }
  }

  /// The two lists of a report, in their order.
  enum Section: String, CaseIterable, Sendable {
    case revoked
    case notRevoked
  }
}
