import Diagnostics
package import DocumentModel

/// Reads one whole XML document of moderate size.
package enum XMLDocumentReader {
  /// The value that the outermost element is, whatever its name.
  package static func document(
    _ octets: [UInt8], limits: DocumentLimits = DocumentLimits(), namespace: XMLNamespace = .home
  ) throws(DocumentError) -> Document {
    guard octets.count <= limits.recordOctets else {
      throw DocumentError(
        .documentLimit, at: 0, "the document is larger than \(limits.recordOctets) octets", fix: "split it")
    }
    // withUnsafeBytes does not carry typed errors.
    let result = octets.withUnsafeBytes { octets in
      Result { () throws(DocumentError) in try document(octets, limits, namespace) }
    }
    return try result.get()
  }

  private static func document(
    _ octets: UnsafeRawBufferPointer, _ limits: DocumentLimits, _ namespace: XMLNamespace
  ) throws(DocumentError) -> Document {
    let reader = try XMLNodeReader(octets, owner: nil)
    guard try reader.next() == .start else {
      throw reader.error(.documentSyntax, "no element", fix: "write well-formed XML 1.0")
    }
    let document = try XMLAssembly.document(reader, namespace, limits: limits)
    while try reader.next() != nil {}
    return document
  }
}
