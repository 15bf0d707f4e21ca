/// Programs that judge documents by schemas and were not written by us.
package enum SchemaJudge {
  /// Whether Python has a validator for JSON Schema.
  package static let knowsJSONSchema =
    (try? Command.run("python3", ["-c", "import jsonschema, referencing"]))?.status == 0

  /// Whether there is a validator for XSD.
  package static var knowsXSD: Bool { Command.isAvailable("xmllint") }

  /// Which of the documents are valid by a JSON Schema.
  ///
  /// - Parameters:
  ///   - reference: The schema's file in `folder`, and a part of it if need be: `manifest.schema.json#/$defs/request`.
  ///   - folder: Where schemas that refer to each other lie.
  package static func jsonSchema(_ reference: String, in folder: String, judges paths: [String]) throws -> [Bool] {
    let script = """
      import json, pathlib, sys
      from jsonschema import Draft202012Validator
      from referencing import Registry, Resource
      folder = pathlib.Path(sys.argv[1])
      def retrieve(uri):
          contents = json.loads((folder / uri.split("#")[0].split("/")[-1]).read_text())
          Draft202012Validator.check_schema(contents)
          return Resource.from_contents(contents)
      validator = Draft202012Validator({"$ref": sys.argv[2]}, registry=Registry(retrieve=retrieve))
      for path in sys.argv[3:]:
          print(validator.is_valid(json.loads(pathlib.Path(path).read_text())))
      """
    let result = try Command.run("python3", ["-c", script, folder, reference] + paths)
    let lines = result.output.split(separator: "\n")
    guard result.status == 0, lines.count == paths.count else { throw Failure(text: result.errors) }
    return lines.map { $0 == "True" }
  }

  /// Which of the documents are valid by an XSD; all are well-formed.
  package static func xsd(_ schema: String, judges paths: [String]) throws -> [Bool] {
    let result = try Command.run("xmllint", ["--noout", "--nonet", "--schema", schema] + paths)
    let lines = Set(result.errors.split(separator: "\n"))
    return try paths.map { path in
      let isValid = lines.contains("\(path) validates")
      // Neither: trouble with the schema or the file.
      guard isValid != lines.contains("\(path) fails to validate") else { throw Failure(text: result.errors) }
      return isValid
    }
  }

  /// A validator that could not judge.
  package struct Failure: Error, CustomStringConvertible {
    let text: String

    package var description: String { text }
  }
}
