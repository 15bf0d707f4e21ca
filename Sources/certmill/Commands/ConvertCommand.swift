import ArgumentParser
import BatchProcessing
import Diagnostics
import DocumentModel
import FilePublishing
import Logging
import ManifestReading

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Rewrite a manifest as JSON, JSON Lines or XML, without loss.",
    discussion: """
      All three forms give the same results. A file is written whole or not at all, and only its owner may read it.

      Example: certmill convert batch.json --to xml -o batch.xml
      """)

  @Argument(help: "The manifest: .json, .jsonl or .xml.")
  var manifest: String

  @OptionGroup var log: LogOptions

  @Option(help: "The form to write: json, jsonl or xml.")
  var to: ManifestForm

  @Option(
    name: [.short, .customLong("out")], help: ArgumentHelp("The file; standard output without it.", valueName: "file"))
  var output: String?

  func run() throws {
    do {
      let reader = try ManifestReader(opening: manifest)
      log.logger.info(
        "conversion begins",
        metadata: ["from": "\(reader.form.rawValue)", "to": "\(to.rawValue)", "requests": "\(reader.requestCount)"])
      guard let output else {
        return try ManifestConversion.convert(from: reader, to: to) { Console.write($0) }
      }
      // A manifest may hold the passwords of end entities.
      try WholeFile.write(to: output, mode: .ownerOnly) { file in
        try ManifestConversion.convert(from: reader, to: to) { try file.write($0) }
      }
    } catch let error as DocumentError {
      throw RunProblem(.unreadableInput, "\(manifest) \(error.finding.text)")
    } catch {
      throw RunProblem(error)
    }
  }
}

extension ManifestForm: ExpressibleByArgument {}
