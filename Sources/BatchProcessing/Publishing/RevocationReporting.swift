import Diagnostics
import IssuanceLedger
import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting

/// Writes revocation reports in all their forms, from the ledger.
struct RevocationReporting {
  let ledger: Ledger
  /// How many lanes render the entries.
  let lanes: Int

  /// The report of one batch: what was revoked, and what was asked and not revoked.
  func write(
    batch: OpenBatch, batchID: String, authorities: [RevocationReport.AuthoritySection], to writer: ResultsWriter
  ) throws {
    let report = RevocationReport(scope: "batch \(batchID)", authorities: authorities, counts: try counts(batch))
    let files = try RevocationReport.Form.allCases.map { (form: $0, file: try writer.begin($0.fileName)) }
    try RevocationReportWriting(lanes: lanes).write(
      report, as: files.map { ($0.form, { [file = $0.file] in try file.write($0) }) },
      revoked: { try forEach(batch, batchID, isRevoked: true, $0) },
      notRevoked: report.counts.notRevoked == 0 ? nil : { try forEach(batch, batchID, isRevoked: false, $0) })
    for (_, file) in files { try writer.end(file) }
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
    _ batch: OpenBatch, _ batchID: String, isRevoked: Bool, _ body: (ReportedCertificate) throws -> Void
  ) throws {
    try ledger.forEachRequest(.revoking, batch: batch.number) { request, view in
      if let bulk = RevocationReporting.bulkRevocation(of: request) {
        for found in bulk.entries where isRevoked == (found.outcome == .ok) {
          var reported = ReportedCertificate(
            entry: RevocationReport.Entry(requestID: request.id, batchID: batchID, result: found.outcome.rawValue))
          (reported.entry.code, reported.entry.message) = (found.code, found.message)
          try reported.take(found.uuid, isRevoked: isRevoked, view)
          try body(reported)
        }
        return
      }
      guard isRevoked == (request.outcome == Outcome.ok.rawValue) else { return }
      let detail = RequestDetail(json: request.detail) ?? RequestDetail()
      let entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
      if let endEntity = detail.endEntity {
        for certificate in endEntity.revoked {
          var reported = ReportedCertificate(entry: entry)
          try reported.take(certificate.uuid, isRevoked: true, view)
          try body(reported)
        }
        return
      }
      var reported = ReportedCertificate(entry: entry)
      try reported.take(request.certificate, isRevoked: isRevoked, view)
      reported.entry.keyDestroyed = detail.keyDestroyed
      reported.entry.code = detail.problems.first?.code.rawValue
      reported.entry.message = detail.problems.isEmpty ? nil : detail.problems.map(\.problem).joined(separator: "\n")
      try body(reported)
    }
  }

  /// What became of each certificate of a bulk revocation; nil for another request, and for one that could not be read.
  private static func bulkRevocation(of request: RequestRecord) -> BulkRevocationResult? {
    guard request.operation == Operation.bulkRevoke.rawValue else { return nil }
    return RequestDetail(json: request.detail)?.bulkRevocation
  }
}

extension ReportedCertificate {
  /// Looks up the certificate that a request named, and its revocation where it has revoked it.
  fileprivate mutating func take(_ uuid: UniqueID?, isRevoked: Bool, _ view: any LedgerView) throws {
    guard let uuid, let found = try view.certificate(uuid) else { return }
    certificate = found
    if isRevoked, let revocation = try view.revocation(of: uuid) { entry.take(revocation) }
  }
}
