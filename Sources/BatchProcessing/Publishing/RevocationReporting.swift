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
    let report = RevocationReport(
      scope: "batch \(batchID)", authorities: authorities, counts: try counts(batch, batchID))
    let files = try RevocationReport.Form.allCases.map { (form: $0, file: try writer.begin($0.fileName)) }
    try RevocationReportWriting(lanes: lanes, complete: { [ledger] in try ledger.complete($0) }).write(
      report, as: files.map { ($0.form, { [file = $0.file] in try file.write($0) }) },
      revoked: { add in try forEach(batch, batchID) { if $0.isRevoked { try add($0) } } },
      notRevoked: report.counts.notRevoked == 0
        ? nil : { add in try forEach(batch, batchID) { if !$0.isRevoked { try add($0) } } })
    for (_, file) in files { try writer.end(file) }
  }

  private func counts(_ batch: OpenBatch, _ batchID: String) throws -> RevocationReport.Counts {
    var byReason: [RevocationReason: Int] = [:]
    var notRevoked = 0
    let counting = OrderedWork<UniqueID, [RevocationReason]>(
      lanes: lanes, work: { [ledger] _, uuids in try ledger.reasons(of: uuids) },
      receive: { reasons in for reason in reasons { byReason[reason, default: 0] += 1 } })
    try forEach(batch, batchID) { reported in
      if !reported.isRevoked { notRevoked += 1 } else if let uuid = reported.uuid { try counting.add(uuid) }
    }
    try counting.finish()
    return RevocationReport.Counts(byReason: byReason, notRevoked: notRevoked)
  }

  /// Goes through the certificates that requests have revoked or should have, of which nothing is looked up yet.
  private func forEach(_ batch: OpenBatch, _ batchID: String, _ body: (ReportedCertificate) throws -> Void) throws {
    try ledger.forEachRequest(.revoking, batch: batch.number) { request, _ in
      var entry = RevocationReport.Entry(requestID: request.id, batchID: batchID, result: request.outcome)
      let detail = request.detail.isEmpty ? nil : RequestDetail(json: request.detail)
      if request.operation == Operation.bulkRevoke.rawValue, let bulk = detail?.bulkRevocation {
        for found in bulk.entries {
          entry.result = found.outcome.rawValue
          (entry.code, entry.message) = (found.code, found.message)
          try body(ReportedCertificate(entry: entry, uuid: found.uuid))
        }
      } else if request.outcome == Outcome.ok.rawValue, let endEntity = detail?.endEntity {
        for certificate in endEntity.revoked { try body(ReportedCertificate(entry: entry, uuid: certificate.uuid)) }
      } else {
        entry.keyDestroyed = detail?.keyDestroyed
        entry.code = detail?.problems.first?.code.rawValue
        let problems = detail?.problems.map(\.problem) ?? []
        entry.message = problems.isEmpty ? nil : problems.joined(separator: "\n")
        try body(ReportedCertificate(entry: entry, uuid: request.certificate))
      }
    }
  }
}

extension ReportedCertificate {
  fileprivate var isRevoked: Bool { entry.result == Outcome.ok.rawValue }
}

extension Ledger {
  /// Looks up the certificates that requests named, and their revocations where they have revoked them.
  fileprivate func complete(_ named: [ReportedCertificate]) throws -> [ReportedCertificate] {
    let found = try certificates(named.compactMap(\.uuid))
    return named.map { named in
      var reported = named
      guard let found = named.uuid.flatMap({ found[$0] }) else { return reported }
      reported.certificate = found.certificate
      if named.isRevoked, let revocation = found.revocation { reported.entry.take(revocation) }
      return reported
    }
  }
}
