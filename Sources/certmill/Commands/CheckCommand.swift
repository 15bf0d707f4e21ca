import ArgumentParser
import BatchProcessing
import Diagnostics
import FilePublishing
import ResultWriting

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what a run would refuse, without a key and without a trace.",
    discussion: """
      Each refusal is one line: id, place, code, what is wrong, how to mend it.

      Example: certmill check batch.json --home home
      """)

  @Argument(help: "The manifest: .json, .jsonl or .xml.")
  var manifest: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var lanes: LaneOptions
  @OptionGroup var cryptography: MultiBufferOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("A file for the results as they would be, one JSON object a line.", valueName: "file"))
  var report: String?

  @Option(help: "How progress is shown on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  func run() throws {
    let home = try home.open()
    let line = ProgressLine(progress)
    let surroundings = RunSurroundings(
      now: SystemClock.now, askPassphrase: { _ in throw RunProblem(.internalError, "a check needs no key") },
      progress: { line.show($0, of: $1) }, log: log.logger)
    var lines: [UInt8] = []
    var settings = lanes.settings
    settings.usesMultiBuffer = cryptography.multiBuffer
    let counts = try Workplace(home: home, settings: settings, surroundings: surroundings)
      .check(manifest: manifest) { result in
        if let complaint = result.complaint {
          ProgressLine.wipe()
          Console.write(complaint)
        }
        if report != nil { lines += result.line }
      }
    ProgressLine.wipe()
    if let report { try WholeFile.write(lines, to: report) }
    Console.write(counts.text)
    if counts.count(.done) != counts.total { throw ExitCode(ExitStatus.someRefused.rawValue) }
  }
}
