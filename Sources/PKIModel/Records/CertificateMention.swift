/// A request on record that was about a certificate: made it, changed it, or was refused because of it.
package struct CertificateMention: Sendable {
  package let request: RequestRecord
  /// The batch's name.
  package let batch: String
  /// The run that decided the request; later ones are greater, and those from before ledgers counted runs are 0.
  package let run: Int64
  /// When that run was; nil where that is not on record.
  package let date: UTCInstant?

  package init(request: RequestRecord, batch: String, run: Int64, date: UTCInstant?) {
    self.request = request
    self.batch = batch
    self.run = run
    self.date = date
  }
}

/// When, and by which batch, a certificate came into the ledger.
package struct CertificateArrival: Hashable, Sendable {
  package let batch: String
  package let date: UTCInstant

  package init(batch: String, date: UTCInstant) {
    self.batch = batch
    self.date = date
  }
}
