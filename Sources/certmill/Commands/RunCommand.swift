import ArgumentParser
import BatchProcessing
import Diagnostics
import ResultWriting

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a manifest: check it, sign, record, publish.",
    discussion: """
      The same manifest run again signs nothing and gives the same results. Exit code 0: all requests reached their
      wanted state; 1: some were refused, see results.jsonl.

      Example: certmill run batch.json --home home --out out --passphrase-file pass.txt
      """)

  @Argument(help: "The manifest: .json, .jsonl or .xml.")
  var manifest: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var lanes: LaneOptions
  @OptionGroup var signing: SigningOptions
  @OptionGroup var cryptography: MultiBufferOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("The output folder.", valueName: "folder"))
  var out: String

  @Option(
    help: """
      How certificates are written: files (a folder for each, with the chain and other forms), pem (one file for each), \
      bulk (few large files with an index), or auto: files, and bulk from \(RunSettings.bulkThreshold) requests on.
      """)
  var bundles = BundleChoice.auto

  @Option(help: "How progress is shown on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  @Option(help: ArgumentHelp("A file that is written last, when all went well.", valueName: "file"))
  var stamp: String?

  @Option(help: ArgumentHelp("A make rule with everything that the run depended on.", valueName: "file"))
  var depfile: String?

  @Flag(help: "Refused requests do not keep the stamp from being written, and the exit code is 0.")
  var allowRejected = false

  @Flag(help: "Sign nothing at all if any request would be refused.")
  var allOrNothing = false

  func run() throws {
    let home = try home.open()
    var settings = signing.applied(to: lanes.settings)
    settings.bundles = bundles.mode
    settings.isAllOrNothing = allOrNothing
    settings.usesMultiBuffer = cryptography.multiBuffer
    let interruption = Interruption()
    let signals = SignalHandling(interruption)
    defer { withExtendedLifetime(signals) {} }
    let line = ProgressLine(progress)
    let surroundings = RunSurroundings(
      now: SystemClock.now, askPassphrase: passphrase.asking, interruption: interruption,
      progress: { line.show($0, of: $1) }, log: log.logger)
    let report = try Workplace(home: home, settings: settings, surroundings: surroundings)
      .run(manifest: manifest, out: out)
    ProgressLine.wipe()
    Console.write(report.counts.text)
    try finish(report, home)
  }

  private func finish(_ report: RunReport, _ home: Home) throws {
    if let signal = report.interruption, report.counts.total < report.requestCount {
      Console.say("certmill: interrupted after \(report.counts.total) of \(report.requestCount); run it again to go on")
      throw ExitCode(128 + signal)
    }
    let isAllDone = report.counts.count(.done) == report.counts.total
    let files = MakeFiles(home: home, manifest: manifest)
    if let depfile {
      try files.writeDependencies(depfile, target: stamp ?? "\(out)/results.jsonl", report: report)
    }
    if !isAllDone { Console.say("see \(out)/results.jsonl for what was refused") }
    guard isAllDone || allowRejected else { throw ExitCode(ExitStatus.someRefused.rawValue) }
    if let stamp { try files.writeStamp(stamp, report: report) }
  }
}

/// The user's choice of how certificates are written.
enum BundleChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, files, pem, bulk

  /// Nil leaves it to the number of requests.
  var mode: ResultsWriter.Mode? {
    switch self {
    case .auto: nil
    case .files: .files
    case .pem: .pem
    case .bulk: .bulk
    }
  }
}
