import ArgumentParser
import BatchProcessing
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "List the schemas of manifests and home files, or print one.",
    discussion: """
      JSON Schema (2020-12), and XSD 1.0 where the name ends with -xsd.

      Example: certmill schema manifest > manifest.schema.json
      """)

  private static let schemas = PublishedSchema.manifests + PublishedSchema.homeFiles

  @Argument(help: "The schema to print; without it the names are listed.")
  var name: String?

  func run() throws {
    guard let name else {
      for schema in SchemaCommand.schemas { Console.write("\(schema.name)\t\(schema.fileName)") }
      return
    }
    guard let schema = SchemaCommand.schemas.first(where: { $0.name == name || $0.fileName == name }) else {
      throw RunProblem(.usage, "there is no schema \(name); `certmill schema` lists them")
    }
    Console.write(schema.octets)
  }
}
