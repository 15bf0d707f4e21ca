/// A schema that certmill publishes for its documents, embedded in the program.
package struct PublishedSchema: Sendable {
  /// The file's name, such as `manifest.schema.json` or `manifest.xsd`.
  package let fileName: String
  /// The file, UTF-8.
  package let octets: [UInt8]

  /// A schema under the name of its file.
  package init(fileName: String, octets: [UInt8]) {
    self.fileName = fileName
    self.octets = octets
  }

  /// What the schema is asked for by: the file's name without its endings and, for XSD, with `-xsd`.
  package var name: String {
    let stem = String(fileName.prefix { $0 != "." })
    return fileName.hasSuffix(".xsd") ? stem + "-xsd" : stem
  }
}
