package import DocumentModel

/// One request of a manifest with its place, not decoded yet.
package struct ManifestRecord: Sendable {
  enum Content: Sendable {
    /// JSON text, to be decoded by whoever has time.
    case text([UInt8])
    /// XML, which can only be split by reading it.
    case document(Document)
    case unreadable(DocumentError)
  }

  /// The place among the requests, from 0.
  package let position: Int
  /// The line on which the request begins, from 1.
  package let line: Int
  let content: Content

  /// How long its text is; 0 where it cannot be read.
  package var octetCount: Int {
    switch content {
    case .text(let octets): octets.count
    case .document(let document): document.octetCount
    case .unreadable: 0
    }
  }

  /// The request as a document; the error harms only this request.
  package func document(limits: DocumentLimits) throws(DocumentError) -> Document {
    switch content {
    case .text(let octets): try JSONReader.document(octets, limits: limits)
    case .document(let document): document
    case .unreadable(let error): throw error
    }
  }
}
