import PKIModel
import ResultWriting

/// Writes a revocation report in several forms at once, its entries rendered by lanes.
struct RevocationReportWriting {
  /// Gets the octets of one form, piece by piece.
  typealias Output = ([UInt8]) throws -> Void
  /// Brings the entries of one list.
  typealias Entries = (_ add: (ReportedCertificate) throws -> Void) throws -> Void

  let lanes: Int
  /// What lanes do with entries before they render them.
  var complete: @Sendable ([ReportedCertificate]) throws -> [ReportedCertificate] = { $0 }

  func write(
    _ report: RevocationReport, as forms: [(form: RevocationReport.Form, output: Output)], revoked: Entries,
    notRevoked: Entries? = nil
  ) throws {
    var renderers = forms.map { RevocationReportRenderer($0.form) }
    let outputs = forms.map(\.output)
    func write(_ text: (inout RevocationReportRenderer) -> [UInt8]) throws {
      for index in renderers.indices { try outputs[index](text(&renderers[index])) }
    }
    try write { $0.begin(report) }
    try render(revoked, renderers, outputs)
    try write { $0.beginNotRevoked() }
    if let notRevoked { try render(notRevoked, renderers, outputs) }
    try write { $0.end() }
  }

  private func render(_ entries: Entries, _ renderers: [RevocationReportRenderer], _ outputs: [Output]) throws {
    let work = OrderedWork<ReportedCertificate, [[UInt8]]>(
      lanes: lanes,
      work: { [complete] first, found in
        let rows = try complete(found).map { RevocationReport.Row($0.wholeEntry) }
        return renderers.map { $0.rows(rows, isFirst: first == 0) }
      },
      receive: { texts in for (output, text) in zip(outputs, texts) { try output(text) } })
    try entries(work.add)
    try work.finish()
  }
}

/// An entry of a report, and the certificate whose names are still to be read for it.
struct ReportedCertificate: Sendable {
  var entry: RevocationReport.Entry
  /// The certificate that is still to be looked up.
  var uuid: UniqueID?
  var certificate: CertificateRecord?

  fileprivate var wholeEntry: RevocationReport.Entry {
    guard let certificate else { return entry }
    var entry = entry
    entry.certificateUUID = certificate.uuid
    entry.serialNumber = certificate.serialNumber
    if let summary = try? TBSSummary(der: certificate.tbs) {
      entry.issuerDN = summary.issuerText
      entry.subjectDN = summary.subjectText
    }
    return entry
  }
}

extension RevocationReport.Entry {
  /// The entry of a certificate that is revoked.
  mutating func take(_ revocation: Revocation) {
    revocationDate = revocation.date
    invalidityDate = revocation.invalidityDate
    reason = revocation.reason
    previousState = .issued
  }
}
