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
      if let bulk = RevocationReporting.bulkRevocation(of: request) {
        notRevoked += bulk.entries.count - bulk.revokedCount
        for case let uuid? in bulk.entries.filter({ $0.outcome == .ok }).map(\.uuid) {
          byReason[try view.revocation(of: uuid)?.reason ?? .unspecified, default: 0] += 1
        }
        return
      }
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
      if let bulk = RevocationReporting.bulkRevocation(of: request) {
        for found in bulk.entries where isRevoked == (found.outcome == .ok) {
          var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: found.outcome.rawValue)
          try entry.take(found, view)
          try body(entry)
        }
        return
      }
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

  /// What became of each certificate of a bulk revocation; nil for another request, and for one that could not be read.
  private static func bulkRevocation(of request: RequestRecord) -> BulkRevocationResult? {
    guard request.operation == Operation.bulkRevoke.rawValue else { return nil }
    return RequestDetail(json: request.detail)?.bulkRevocation
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

  /// A certificate of a bulk revocation.
  fileprivate mutating func take(_ found: BulkRevocationResult.Entry, _ view: any LedgerView) throws {
    (code, message) = (found.code, found.message)
    guard let uuid = found.uuid else { return }
    if found.outcome == .ok {
      try take(revoked: uuid, view)
    } else if let record = try view.certificate(uuid) {
      take(record)
    }
  }

  mutating func take(_ revocation: Revocation) {
    revocationDate = revocation.date
    invalidityDate = revocation.invalidityDate
    reason = revocation.reason
  }
}
