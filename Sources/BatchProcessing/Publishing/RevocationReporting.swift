import Diagnostics
import IssuanceLedger
import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting

/// Writes revocation reports in all their forms, from the ledger.
struct RevocationReporting {
  let ledger: Ledger

  /// The report of one batch: what was revoked, and what was asked and not revoked.
  func write(
    batch: OpenBatch, batchID: String, authorities: [RevocationReport.AuthoritySection], to writer: ResultsWriter
  ) throws {
    var byReason: [RevocationReason: Int] = [:]
    var notRevoked = 0
    try forEach(batch, batchID) { entry, isRevoked in
      if isRevoked { byReason[entry.reason ?? .unspecified, default: 0] += 1 } else { notRevoked += 1 }
    }
    let report = RevocationReport(
      scope: "batch \(batchID)", authorities: authorities,
      counts: RevocationReport.Counts(byReason: byReason, notRevoked: notRevoked))
    for form in RevocationReport.Form.allCases {
      var renderer = RevocationReportRenderer(form)
      let file = try writer.begin(form.fileName)
      try file.write(renderer.begin(report))
      try forEach(batch, batchID) { entry, isRevoked in
        if isRevoked { try file.write(renderer.entry(entry)) }
      }
      try file.write(renderer.beginNotRevoked())
      try forEach(batch, batchID) { entry, isRevoked in
        if !isRevoked { try file.write(renderer.entry(entry)) }
      }
      try file.write(renderer.end())
      try writer.end(file)
    }
  }

  private func forEach(
    _ batch: OpenBatch, _ batchID: String, _ body: (RevocationReport.Entry, Bool) throws -> Void
  ) throws {
    try ledger.forEachRequest(.revoking, batch: batch.number) { request, view in
      let detail = RequestDetail(json: request.detail) ?? RequestDetail()
      if let endEntity = detail.endEntity {
        for certificate in endEntity.revoked {
          var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
          try entry.take(revoked: certificate.uuid, view)
          try body(entry, true)
        }
        return
      }
      let certificate = try request.certificate.flatMap { try view.certificate($0) }
      let isRevoked = request.outcome == Outcome.ok.rawValue
      var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
      if let certificate { entry.take(certificate) }
      if isRevoked, let certificate, let revocation = try view.revocation(of: certificate.uuid) {
        entry.take(revocation)
        entry.previousState = .issued
      }
      if detail.warnings.contains(where: { $0.code == .keyNotDestroyed }) { entry.keyDestroyed = false }
      entry.code = detail.problems.first?.code.rawValue
      entry.message = detail.problems.isEmpty ? nil : detail.problems.map(\.problem).joined(separator: "\n")
      try body(entry, isRevoked)
    }
  }
}

extension RevocationReport.Entry {
  mutating func take(_ certificate: CertificateRecord) {
    certificateUUID = certificate.uuid
    serialNumber = certificate.serialNumber
    guard let summary = try? TBSSummary(der: certificate.tbs) else { return }
    issuerDN = summary.issuer.description
    subjectDN = summary.subject.description
  }

  /// A certificate that was revoked together with others.
  fileprivate mutating func take(revoked certificate: UniqueID, _ view: any LedgerView) throws {
    if let record = try view.certificate(certificate) { take(record) }
    if let revocation = try view.revocation(of: certificate) { take(revocation) }
    previousState = .issued
  }

  mutating func take(_ revocation: Revocation) {
    revocationDate = revocation.date
    invalidityDate = revocation.invalidityDate
    reason = revocation.reason
  }
}
