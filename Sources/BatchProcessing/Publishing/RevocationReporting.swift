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
    let report = RevocationReport(scope: "batch \(batchID)", authorities: authorities, counts: try counts(batch))
    var forms = try RevocationReport.Form.allCases.map { form in
      (renderer: RevocationReportRenderer(form), file: try writer.begin(form.fileName))
    }
    func write(_ text: (inout RevocationReportRenderer) -> [UInt8]) throws {
      for index in forms.indices { try forms[index].file.write(text(&forms[index].renderer)) }
    }
    try write { $0.begin(report) }
    try forEach(batch, batchID, isRevoked: true) { entry in try write { $0.entry(entry) } }
    try write { $0.beginNotRevoked() }
    try forEach(batch, batchID, isRevoked: false) { entry in try write { $0.entry(entry) } }
    try write { $0.end() }
    for form in forms { try writer.end(form.file) }
  }

  private func counts(_ batch: OpenBatch) throws -> RevocationReport.Counts {
    var byReason: [RevocationReason: Int] = [:]
    var notRevoked = 0
    try ledger.forEachRequest(.revoking, batch: batch.number) { request, view in
      guard request.outcome == Outcome.ok.rawValue else {
        notRevoked += 1
        return
      }
      let endEntity = request.detail.isEmpty ? nil : RequestDetail(json: request.detail)?.endEntity
      for certificate in endEntity?.revoked.map(\.uuid) ?? request.certificate.map({ [$0] }) ?? [] {
        byReason[try view.revocation(of: certificate)?.reason ?? .unspecified, default: 0] += 1
      }
    }
    return RevocationReport.Counts(byReason: byReason, notRevoked: notRevoked)
  }

  /// Goes through the requests that revoked something, or through the others.
  private func forEach(
    _ batch: OpenBatch, _ batchID: String, isRevoked: Bool, _ body: (RevocationReport.Entry) throws -> Void
  ) throws {
    try ledger.forEachRequest(.revoking, batch: batch.number) { request, view in
      guard isRevoked == (request.outcome == Outcome.ok.rawValue) else { return }
      let detail = RequestDetail(json: request.detail) ?? RequestDetail()
      if let endEntity = detail.endEntity {
        for certificate in endEntity.revoked {
          var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
          try entry.take(revoked: certificate.uuid, view)
          try body(entry)
        }
        return
      }
      let certificate = try request.certificate.flatMap { try view.certificate($0) }
      var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
      if let certificate { entry.take(certificate) }
      if isRevoked, let certificate, let revocation = try view.revocation(of: certificate.uuid) {
        entry.take(revocation)
        entry.previousState = .issued
      }
      entry.keyDestroyed = detail.keyDestroyed
      entry.code = detail.problems.first?.code.rawValue
      entry.message = detail.problems.isEmpty ? nil : detail.problems.map(\.problem).joined(separator: "\n")
      try body(entry)
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
