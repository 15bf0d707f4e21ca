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
  private let log: Logger

  /// - Parameters:
  ///   - since: The first moment that counts; nil means from the beginning.
  ///   - before: The first moment that does not count any more; nil means to the end.
  package init(home: Home, since: UTCInstant?, before: UTCInstant?, log: Logger = .silent) {
    self.home = home
    self.since = since
    self.before = before
    self.log = log
  }

  /// Writes the report in some forms; returns how many revocations it lists.
  package func write(to out: String, forms: [RevocationReport.Form]) throws(RunProblem) -> Int {
    let ledger = try home.readLedger()
    return try RunProblem.translating {
      let folder = try OutputFolder(out)
      let report = try report(ledger)
      log.info("report begins", metadata: ["scope": "\(report.scope)", "revoked": "\(report.counts.revoked)"])
      for form in forms {
        var renderer = RevocationReportRenderer(form)
        let file = try folder.stream(to: form.fileName)
        try file.write(renderer.begin(report))
        try forEach(ledger) { try file.write(renderer.entry($0)) }
        try file.write(renderer.end())
        try file.finish()
        log.debug("form is written", metadata: ["file": "\(form.fileName)"])
      }
      try folder.flush()
      return report.counts.revoked
    }
  }

  private func report(_ ledger: Ledger) throws -> RevocationReport {
    var byReason: [RevocationReason: Int] = [:]
    try forEach(ledger) { byReason[$0.reason ?? .unspecified, default: 0] += 1 }
    let sections = try home.workingIssuers.map {
      RevocationReport.AuthoritySection($0, try ledger.lastCRL(authority: $0.authority.uuid))
    }
    let range = [since.map { "from \($0)" }, before.map { "before \($0)" }].compactMap { $0 }
    return RevocationReport(
      scope: range.isEmpty ? "all revocations" : "revocations " + range.joined(separator: " "),
      authorities: sections, counts: RevocationReport.Counts(byReason: byReason))
  }

  private func forEach(_ ledger: Ledger, _ body: (RevocationReport.Entry) throws -> Void) throws {
    for authority in home.configuration.authorities {
      try ledger.forEachRevocation(authority: authority.uuid, since: since, before: before) { found in
        var entry = RevocationReport.Entry(requestID: found.requestID, batchID: found.batch, result: "OK")
        entry.take(found.certificate)
        entry.take(found.revocation)
        entry.previousState = .issued
        try body(entry)
      }
    }
  }
}
