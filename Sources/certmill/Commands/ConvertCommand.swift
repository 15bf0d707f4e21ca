import ArgumentParser
import BatchProcessing
import Configuration
import Diagnostics
import DocumentModel
import FilePublishing
import Logging
import ManifestReading

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Rewrite a manifest as JSON, JSON Lines or XML, or a home's file as JSON or XML.",
    discussion: """
      Nothing is lost, and all forms mean the same. A file of a home is known by its folder, such as ra-profiles/, or by
      its name, custom-attributes. A file is written whole or not at all, and only its owner may read it.

      Example: certmill convert batch.json --to xml -o batch.xml
               certmill convert home/ra-profiles/device.json --to xml
      """)

  @Argument(help: "The file: .json, .jsonl or .xml.")
  var file: String

  @OptionGroup var log: LogOptions

  @Option(help: "The form to write: json, jsonl or xml.")
  var to: ManifestForm

  @Option(
    name: [.short, .customLong("out")], help: ArgumentHelp("The file; standard output without it.", valueName: "file"))
  var output: String?

  func run() throws {
    do {
      if let kind = HomeFileKind(path: file) {
        let text = try HomeFileConversion.convert(file, of: kind, to: to)
        try write { write in try write(text) }
      } else {
        try convertManifest()
      }
    } catch let error as DocumentError {
      throw RunProblem(.unreadableInput, "\(file) \(error.finding.text)")
    } catch {
      throw RunProblem(error)
    }
  }

  private func convertManifest() throws {
    let reader = try ManifestReader(opening: file)
    log.logger.info(
      "conversion begins",
      metadata: ["from": "\(reader.form.rawValue)", "to": "\(to.rawValue)", "requests": "\(reader.requestCount)"])
    try write { try ManifestConversion.convert(from: reader, to: to, write: $0) }
  }

  /// Calls `body` with what takes the text piece by piece.
  private func write(_ body: (([UInt8]) throws -> Void) throws -> Void) throws {
    guard let output else { return try body { Console.write($0) } }
    // A manifest may hold the passwords of end entities.
    try WholeFile.write(to: output, mode: .ownerOnly) { target in
      try body { try target.write($0) }
    }
  }
}

extension ManifestForm: ExpressibleByArgument {}
