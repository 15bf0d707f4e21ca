package import PKIModel

/// A request that is done: its record and the certificate that it made or touched.
///
/// The same whether it comes out of a run or is read from the ledger, so that both give the same files.
package final class CompletedRequest: Sendable {
  package let request: RequestRecord
  package let certificate: CertificateRecord?
  /// Whether the result stands since an earlier run.
  package let isReplayed: Bool

  package init(request: RequestRecord, certificate: CertificateRecord?, isReplayed: Bool) {
    self.request = request
    self.certificate = certificate
    self.isReplayed = isReplayed
  }
}
