import ArgumentParser
import BatchProcessing
import ResultWriting

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Write the output of a batch again from the ledger.",
    discussion: """
      Gives the files that the batch's last run gave. No key is needed.

      Example: certmill publish 2026-q4 --home home --out out
      """)

  @Argument(help: "The batch's id.")
  var batch: String

  @OptionGroup var home: HomeOptions
  @OptionGroup var lanes: LaneOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("The output folder.", valueName: "folder"))
  var out: String

  @Option(help: "How certificates are written: auto, files, pem or bulk.")
  var bundles = BundleChoice.auto

  func run() throws {
    var settings = lanes.settings
    settings.bundles = bundles.mode
    let publication = try Publication(home: home.open(), settings: settings, log: log.logger)
    Console.write(try publication.publish(batchID: batch, out: out).text)
  }
}
