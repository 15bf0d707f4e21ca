import Diagnostics
import DocumentModel
import XMLReading

/// A manifest in XML: `<manifest>` with the header's members as elements, then each `<request>`.
final class XMLManifest: ManifestSource {
  let header: ManifestHeader
  let headerDocument: Document
  let requestCount: Int
  private let reader: XMLNodeReader
  private let limits: DocumentLimits
  private var position = 0
  /// What ended the second reading early, if anything did.
  private var failure: DocumentError?

  init(_ file: MappedFile, path: String, limits: DocumentLimits) throws(FindingsError) {
    do throws(DocumentError) {
      let survey = try XMLManifestSurvey(XMLNodeReader(file.octets, owner: file), limits)
      headerDocument = survey.header
      requestCount = survey.requestCount
      reader = try XMLNodeReader(file.octets, owner: file)
    } catch {
      throw error.unreadable(path)
    }
    header = try ManifestHeader(checking: headerDocument.root, file: path)
    self.limits = limits
  }

  func next() -> ManifestRecord? {
    guard position < requestCount else { return nil }
    defer { position += 1 }
    do throws(DocumentError) {
      if let failure { throw failure }
      try goToRequest()
    } catch {
      failure = error
      return ManifestRecord(position: position, line: reader.line, content: .unreadable(error))
    }
    let line = reader.line
    do throws(DocumentError) {
      let document = try XMLAssembly.document(reader, .manifest, limits: limits)
      return ManifestRecord(position: position, line: line, content: .document(document))
    } catch {
      return ManifestRecord(position: position, line: line, content: .unreadable(error))
    }
  }

  /// Goes to the start of the next request, out of one that was left in the middle.
  private func goToRequest() throws(DocumentError) {
    while let node = try reader.next() {
      if node == .start, reader.depth == 2, reader.isNamed("request") { return }
    }
    throw DocumentError(
      .documentSyntax, at: reader.offset, "the manifest changed while it was read", fix: "leave it alone and run again")
  }
}

/// The first pass over a manifest in XML.
private struct XMLManifestSurvey {
  private(set) var header: Document
  private(set) var requestCount = 0

  init(_ reader: XMLNodeReader, _ limits: DocumentLimits) throws(DocumentError) {
    guard try reader.next() == .start, reader.isNamed("manifest"), reader.isIn(.manifest),
      reader.attributes().isEmpty
    else {
      throw reader.error(
        .manifestHeader, "the outermost element is not <manifest xmlns=\"\(XMLNamespace.manifest.uri)\">",
        fix: "write it so, without other attributes")
    }
    var assembly = XMLAssembly(.manifest, limits: limits, from: 0)
    try assembly.beginObject()
    while let node = try reader.next() {
      switch node {
      case .start where reader.isNamed("request") && reader.isIn(.manifest):
        requestCount += 1
        try XMLManifestSurvey.pass(reader)
      case .start:
        guard requestCount == 0 else {
          throw reader.error(
            .manifestHeader, "a member of the header stands behind a request", fix: "put it before all requests")
        }
        try assembly.take(reader)
      case .text:
        guard try reader.text().allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else {
          throw reader.error(.documentSyntax, "text stands between elements", fix: "remove it")
        }
      case .end: break
      }
    }
    assembly.endObject()
    header = assembly.finish()
  }

  /// Passes over an element and all that is in it.
  private static func pass(_ reader: XMLNodeReader) throws(DocumentError) {
    let depth = reader.depth
    while let node = try reader.next() {
      if node == .end, reader.depth == depth { return }
    }
  }
}
