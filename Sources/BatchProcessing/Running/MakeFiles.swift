import FilePublishing
import ResultWriting

/// What a run leaves for make: a stamp that says that it is done, and a file that says what it depended on.
package struct MakeFiles {
  private let home: Home
  private let manifest: String

  package init(home: Home, manifest: String) {
    self.home = home
    self.manifest = manifest
  }

  /// Writes the stamp; its time is that of the run even where its content is the same.
  package func writeStamp(_ path: String, report: RunReport) throws(RunProblem) {
    let text = "batch \(report.batchID)\n\(report.counts.text)\n"
    try RunProblem.translating { try WholeFile.write(Array(text.utf8), to: path, touching: true) }
  }

  /// Writes the dependencies of a target as a make rule.
  ///
  /// Each dependency is a target without a recipe too, so that removing one does not stop make.
  package func writeDependencies(_ path: String, target: String, report: RunReport) throws(RunProblem) {
    let dependencies = ([manifest] + report.requestFiles + home.files).map(MakeFiles.escape)
    let rule = "\(MakeFiles.escape(target)): \\\n  " + dependencies.joined(separator: " \\\n  ") + "\n"
    let empty = dependencies.map { "\n\($0):\n" }.joined()
    try RunProblem.translating { try WholeFile.write(Array((rule + empty).utf8), to: path) }
  }

  private static func escape(_ path: String) -> String {
    path.reduce(into: "") { text, character in
      switch character {
      case " ", "#", "\\", ":": text += "\\" + String(character)
      case "$": text += "$$"
      default: text.append(character)
      }
    }
  }
}
