package import Diagnostics
package import PKIModel

/// What becomes of a request: what is to be recorded, and whether a signature is due.
///
/// A class, because it is handed from queue to queue and holds much.
package final class Decision: Sendable {
  package let recorded: RecordedDecision
  /// What the record keeps as JSON; nil where it has to be read from that.
  package let detail: RequestDetail?
  /// The certificate that the request makes, made or touches.
  package let certificate: CertificateRecord?
  /// Whether the certificate waits for its signature.
  package let needsSignature: Bool
  /// Whether the authority has to make its next CRL before the request can be answered, and decided anew.
  package let needsCRL: Bool
  /// The authority whose certificates the request makes, touches or revokes, or whose CRL it asks for.
  package let authority: UniqueID?
  /// What is handed out once and never recorded.
  package let secret: Secret?
  /// The private key that was made, to be durable in the home before the decision is on record.
  package let keyFile: KeyFile?

  /// A file of a token.
  package struct KeyFile: Sendable {
    /// In the home.
    package let path: String
    /// An encrypted private key; empty where the run only checks.
    package let octets: [UInt8]
  }
  /// What is to be done in locations once the request's certificate is signed.
  package let locationChanges: [LocationChange]

  /// A text for one reader, in a file of its own.
  package struct Secret: Sendable {
    /// In the output.
    package let path: String
    package let text: String
  }

  init(
    recorded: RecordedDecision, detail: RequestDetail? = nil, certificate: CertificateRecord?, needsSignature: Bool,
    needsCRL: Bool = false, authority: UniqueID? = nil, secret: Secret? = nil, keyFile: KeyFile? = nil,
    locationChanges: [LocationChange]? = nil
  ) {
    self.recorded = recorded
    self.detail = detail
    self.certificate = certificate
    self.needsSignature = needsSignature
    self.needsCRL = needsCRL
    self.authority = authority ?? certificate?.authority
    self.secret = secret
    self.keyFile = keyFile
    self.locationChanges =
      locationChanges ?? recorded.changes.compactMap { if case .place(let change) = $0 { change } else { nil } }
  }

  /// The request's record.
  package var request: RequestRecord { recorded.request }
  /// The request's class.
  package var outcome: Outcome { Outcome(rawValue: request.outcome) ?? .internalError }
  /// Whether the result stands since an earlier run.
  package var isReplay: Bool { recorded.isReplay }
  /// Whether a key of a token goes, so that its file has to.
  package var destroysKey: Bool {
    recorded.changes.contains { if case .changeKey(let key, _) = $0 { key.state.isDestroyed } else { false } }
  }
  /// Whether the CA's key is needed: for a certificate, or for a CRL that is asked for or that a revocation makes due.
  package var needsKey: Bool {
    needsSignature || needsCRL
      || recorded.changes.contains { if case .revoke = $0 { true } else { false } }
  }
}
