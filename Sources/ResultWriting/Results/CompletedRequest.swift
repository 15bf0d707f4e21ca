package import PKIModel
package import RequestResolution

/// A request that is done: its record and the certificate that it made or touched.
///
/// The same whether it comes out of a run or is read from the ledger, so that both give the same files.
package final class CompletedRequest: Sendable {
  package let request: RequestRecord
  /// What the request's record keeps as JSON, where that is at hand.
  package let detail: RequestDetail?
  package let certificate: CertificateRecord?
  /// Whether the result stands since an earlier run.
  package let isReplayed: Bool

  package init(
    request: RequestRecord, detail: RequestDetail? = nil, certificate: CertificateRecord?, isReplayed: Bool
  ) {
    self.request = request
    self.detail = detail
    self.certificate = certificate
    self.isReplayed = isReplayed
  }
}
