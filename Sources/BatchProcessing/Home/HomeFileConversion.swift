package import Configuration
import Diagnostics
import DocumentModel
package import ManifestReading
import XMLReading

/// Rewrites a configuration file of a home in the other form without loss.
package enum HomeFileConversion {
  /// The file's text as JSON or XML.
  ///
  /// - Throws: `RunProblem` where the file is not right by itself, or the form is not one of a home's files.
  package static func convert(
    _ path: String, of kind: HomeFileKind, to form: ManifestForm
  ) throws(RunProblem) -> [UInt8] {
    guard form != .jsonLines else {
      throw RunProblem(.usage, "\(path): a file of a home is JSON or XML (fix: use --to json or --to xml)")
    }
    let name = path.split(separator: "/").suffix(kind.hasFolder ? 2 : 1).joined(separator: "/")
    let document = try RunProblem.translating {
      let file = try Home.file(name, at: path)
      let findings = HomeConfiguration.findings(in: file, parse: Home.parse)
      guard findings.isEmpty else { throw FindingsError(file: path, findings: findings) }
      return try Home.parse(file)
    }
    return form == .xml
      ? HomeFile.xml(document.root, of: kind, namespace: "\(XMLNamespace.home.uri)")
      : HomeFile.json(document.root, of: kind)
  }
}
