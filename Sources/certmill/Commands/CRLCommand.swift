import ArgumentParser
import BatchProcessing

struct CRLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crl", abstract: "Sign and write the next CRL of each authority.",
    discussion: """
      A run makes one when it revokes; this makes one when the last is about to end.

      Example: certmill crl --home home --out crl --passphrase-file pass.txt
      """)

  @OptionGroup var home: HomeOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var turn: WaitOptions
  @OptionGroup var log: LogOptions

  @Option(help: "The name of one authority; all without it.")
  var authority: String?

  @Option(help: ArgumentHelp("The folder for NAME.crl and NAME.pem.", valueName: "folder"))
  var out: String

  func run() throws {
    let surroundings = RunSurroundings(now: SystemClock.now, askPassphrase: passphrase.asking, log: log.logger)
    let lines = try CRLPublication(home: home.open(), surroundings: surroundings)
      .publish(authority: authority, out: out, lockWait: turn.wait)
    for line in lines { Console.write(line) }
  }
}
