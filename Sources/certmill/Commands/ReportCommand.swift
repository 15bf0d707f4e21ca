import ArgumentParser
import BatchProcessing
import PKIModel
import ResultWriting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the revocation report of a range of time.",
    discussion: """
      Example: certmill report --home home --since 2026-10-01T00:00:00Z --before 2027-01-01T00:00:00Z --out report
      """)

  @OptionGroup var home: HomeOptions
  @OptionGroup var lanes: LaneOptions
  @OptionGroup var log: LogOptions

  @Option(help: "The first moment that counts, as 2026-01-31T00:00:00Z.")
  var since: UTCInstant?

  @Option(help: "The first moment that does not count any more.")
  var before: UTCInstant?

  @Option(help: ArgumentHelp("The output folder.", valueName: "folder"))
  var out: String

  @Option(help: "A form to write: json, xml, csv or html; all without it. May be given more than once.")
  var form: [RevocationReport.Form] = []

  func run() throws {
    let report = RevocationPeriodReport(
      home: try home.open(), since: since, before: before, lanes: lanes.settings.lanes, log: log.logger)
    let forms = RevocationReport.Form.allCases.filter { form.isEmpty || form.contains($0) }
    let count = try report.write(to: out, forms: forms)
    Console.write("revoked=\(count)")
  }
}

extension UTCInstant: ExpressibleByArgument {
  /// Reads `2026-01-31T00:00:00Z`.
  public init?(argument: String) { self.init(argument) }
}

extension RevocationReport.Form: ExpressibleByArgument {}
