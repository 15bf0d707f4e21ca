import ArgumentParser
import BatchProcessing
import Logging
import PKIModel

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a home with a working authority: a root CA, an issuing CA, three RA profiles.",
    discussion: """
      The keys are encrypted with one passphrase. Change the files in the home to change what is issued.

      Example: certmill init home --name "Example Ltd" --passphrase-file pass.txt
      """)

  @Argument(help: "The folder to make; nothing may be there.")
  var home: String

  @Option(help: "The keys' algorithm: \(KeyAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")).")
  var algorithm = KeyAlgorithm.p256

  @Option(help: "The organization in the CAs' names.")
  var name = "certmill"

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let now = SystemClock.now
    try HomeInitialization(algorithm: algorithm, organization: name, now: now)
      .make(at: home, passphrase: passphrase.forNewKeys())
    log.logger.info("home is made", metadata: ["folder": "\(home)", "algorithm": "\(algorithm.rawValue)"])
    Console.say("made \(home): authority issuing-ca, RA profiles tls-server, tls-client and device")
  }
}

extension KeyAlgorithm: ExpressibleByArgument {}
