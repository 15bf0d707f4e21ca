import ArgumentParser
import BatchProcessing

struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Finish what a crash left: sign what is on record and not signed.",
    discussion: """
      The same bytes are signed that were recorded before the crash. Publish the batch afterwards, or run its manifest
      again.

      Example: certmill resume --home home --passphrase-file pass.txt
      """)

  @OptionGroup var home: HomeOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var lanes: LaneOptions
  @OptionGroup var signing: SigningOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let interruption = Interruption()
    let signals = SignalHandling(interruption)
    defer { withExtendedLifetime(signals) {} }
    let surroundings = RunSurroundings(
      now: SystemClock.now, askPassphrase: passphrase.asking, interruption: interruption, log: log.logger)
    let settings = signing.applied(to: lanes.settings)
    let count = try Workplace(home: home.open(), settings: settings, surroundings: surroundings).resume()
    Console.write("signed=\(count)")
    if let signal = interruption.signal { throw ExitCode(128 + signal) }
  }
}
