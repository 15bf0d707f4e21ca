import ArgumentParser
import BatchProcessing

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a file for people: certificate, request, CRL, PKCS#7, results, manifest.",
    discussion: """
      The kind is found by the content. Nothing in a file can reach the terminal as a control character.

      Example: certmill show out/crl/issuing-ca.crl
      """)

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    try FileDescription.describe(path: file) { Console.write(Array($0.utf8)) }
  }
}
