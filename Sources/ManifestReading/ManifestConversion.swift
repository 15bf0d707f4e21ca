import Diagnostics
import DocumentModel

/// Rewrites a manifest in another form without loss.
package enum ManifestConversion {
  /// Reads all requests and hands out the text in the other form, piece by piece.
  ///
  /// - Throws: `DocumentError` with the request's place where a request cannot be read, and what `write` throws.
  package static func convert(
    from reader: ManifestReader, to form: ManifestForm, write: ([UInt8]) throws -> Void
  ) throws {
    var writer = ManifestWriter(form)
    try write(writer.begin(header: reader.headerDocument.root))
    while let record = reader.next() {
      try write(writer.request(document(of: record, reader.limits).root))
    }
    try write(writer.end())
  }

  private static func document(
    of record: ManifestRecord, _ limits: DocumentLimits
  ) throws(DocumentError) -> Document {
    do {
      return try record.document(limits: limits)
    } catch {
      throw DocumentError(
        error.code, at: error.offset,
        "request \(record.position), which begins on line \(record.line): \(error.problem)", fix: error.remedy)
    }
  }
}
