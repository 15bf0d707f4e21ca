package import Diagnostics
package import DocumentModel

/// Reads a manifest request by request, in bounded memory, after its structure has been found whole.
package final class ManifestReader {
  /// The form that the file's name says.
  package let form: ManifestForm
  /// The limits of each request.
  package let limits: DocumentLimits
  private let source: any ManifestSource

  /// Opens a manifest and surveys it; a manifest that is cut off or has a wrong header is refused as a whole.
  package convenience init(opening path: String, limits: DocumentLimits = DocumentLimits()) throws(FindingsError) {
    guard let form = ManifestForm(path: path) else {
      throw FindingsError(
        file: path,
        findings: [
          Finding(.manifestHeader, "the name does not say the form", fix: "end it with .json, .jsonl or .xml")
        ])
    }
    try self.init(opening: path, form: form, limits: limits)
  }

  /// The same for a manifest whose form is known, whatever its name.
  package init(
    opening path: String, form: ManifestForm, limits: DocumentLimits = DocumentLimits()
  ) throws(FindingsError) {
    self.form = form
    self.limits = limits
    switch form {
    case .json: source = try JSONManifest(MappedFile(path), path: path, limits: limits)
    case .jsonLines: source = try JSONLinesManifest(MappedFile(path), path: path, limits: limits)
    case .xml: source = try XMLManifest(MappedFile(path), path: path, limits: limits)
    }
    if let announced = header.requestCount, announced != requestCount {
      throw FindingsError(
        file: path,
        findings: [
          Finding(
            .manifestHeader, at: "/requestCount", "\(announced) requests are announced, \(requestCount) are there",
            fix: "the file seems to be cut off; make it again, or correct the number")
        ])
    }
  }

  /// The header, checked.
  package var header: ManifestHeader { source.header }

  /// The header as it was written.
  package var headerDocument: Document { source.headerDocument }

  /// How many requests there are.
  package var requestCount: Int { source.requestCount }

  /// The next request, or nil behind the last one.
  package func next() -> ManifestRecord? { source.next() }
}
