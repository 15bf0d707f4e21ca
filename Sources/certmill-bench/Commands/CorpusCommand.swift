import ArgumentParser

/// Writes a manifest for other programs that are measured on the same requests.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Write a manifest of P-256 requests, for measuring other programs beside certmill."
  )

  @Option(help: "Requests in the manifest.")
  var requests = 10_000

  @Option(help: "The file to write.")
  var out: String

  func run() throws { try RequestFactory().writeManifest(count: requests, to: out) }
}
