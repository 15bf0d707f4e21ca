/// How a manifest is written; the file's ending says which.
package enum ManifestForm: String, CaseIterable, Sendable {
  /// One object with the header's members and the array `requests`.
  case json
  /// The header on the first line, and each request on one line.
  case jsonLines = "jsonl"
  /// `<manifest xmlns="urn:certmill:manifest:1">` with one `<request>` each.
  case xml

  /// The form that a file's name says; nil for an ending that no manifest has.
  package init?(path: String) {
    switch path.split(separator: ".").last?.lowercased() {
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonLines
    case "xml": self = .xml
    default: return nil
    }
  }
}
