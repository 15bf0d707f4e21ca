import Configuration
import FilePublishing
import IssuanceLedger
package import Logging
package import PKIModel
import RequestResolution
package import ResultWriting

/// The revocation report of a range of time, over all batches.
package struct RevocationPeriodReport {
  private let home: Home
  private let since: UTCInstant?
  private let before: UTCInstant?
  private let lanes: Int
  private let log: Logger

  /// - Parameters:
  ///   - since: The first moment that counts; nil means from the beginning.
  ///   - before: The first moment that does not count any more; nil means to the end.
  ///   - lanes: How many lanes render the entries.
  package init(home: Home, since: UTCInstant?, before: UTCInstant?, lanes: Int, log: Logger = .silent) {
    self.home = home
    self.since = since
    self.before = before
    self.lanes = lanes
    self.log = log
  }

  /// Writes the report in some forms; returns how many revocations it lists.
  package func write(to out: String, forms: [RevocationReport.Form]) throws(RunProblem) -> Int {
    let ledger = try home.readLedger(isFrozen: true)
    return try RunProblem.translating {
      let folder = try OutputFolder(out)
      let report = try report(ledger)
      log.info("report begins", metadata: ["scope": "\(report.scope)", "revoked": "\(report.counts.revoked)"])
      let files = try forms.map { (form: $0, file: try folder.stream(to: $0.fileName)) }
      try RevocationReportWriting(lanes: lanes)
        .write(report, as: files.map { ($0.form, { [file = $0.file] in try file.write($0) }) }) { add in
          try forEach(ledger) { found in
            var entry = RevocationReport.Entry(requestID: found.requestID, batchID: found.batch, result: "OK")
            entry.take(found.revocation)
            try add(ReportedCertificate(entry: entry, certificate: found.certificate))
          }
        }
      for (form, file) in files {
        try file.finish()
        log.debug("form is written", metadata: ["file": "\(form.fileName)"])
      }
      try folder.flush()
      return report.counts.revoked
    }
  }

  private func report(_ ledger: Ledger) throws -> RevocationReport {
    var byReason: [RevocationReason: Int] = [:]
    for authority in home.configuration.authorities {
      let counts = try ledger.revocationCounts(authority: authority.uuid, since: since, before: before)
      byReason.merge(counts, uniquingKeysWith: +)
    }
    let sections = try home.workingIssuers.map {
      RevocationReport.AuthoritySection($0, try ledger.lastCRL(authority: $0.authority.uuid))
    }
    let range = [since.map { "from \($0)" }, before.map { "before \($0)" }].compactMap { $0 }
    return RevocationReport(
      scope: range.isEmpty ? "all revocations" : "revocations " + range.joined(separator: " "),
      authorities: sections, counts: RevocationReport.Counts(byReason: byReason))
  }

  private func forEach(_ ledger: Ledger, _ body: (RevocationEntry) throws -> Void) throws {
    for authority in home.configuration.authorities {
      try ledger.forEachRevocation(authority: authority.uuid, since: since, before: before, body)
    }
  }
}
