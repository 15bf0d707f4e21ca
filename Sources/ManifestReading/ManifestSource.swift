import Diagnostics
import DocumentModel

/// A manifest that has been surveyed: its structure is whole, its header is read, its requests are counted.
protocol ManifestSource: AnyObject {
  var header: ManifestHeader { get }
  /// The header as it was written.
  var headerDocument: Document { get }
  var requestCount: Int { get }
  /// The next request, or nil behind the last one.
  func next() -> ManifestRecord?
}

extension ManifestHeader {
  /// Reads a header or throws everything that is wrong with it.
  init(checking node: DocumentNode, file: String) throws(FindingsError) {
    let findings = FindingCollector()
    guard let header = ManifestHeader(node, findings: findings) else {
      throw FindingsError(file: file, findings: findings.findings)
    }
    self = header
  }
}

extension DocumentError {
  /// The error as the reason why a whole manifest cannot be read.
  func unreadable(_ file: String) -> FindingsError { FindingsError(file: file, findings: [finding]) }
}
