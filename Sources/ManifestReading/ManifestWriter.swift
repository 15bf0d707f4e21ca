package import DocumentModel
import XMLReading

/// Writes a manifest in one of its forms, piece by piece: `begin`, each `request`, `end`.
package struct ManifestWriter {
  private let form: ManifestForm
  private var xml = XMLWriter()
  private var count = 0

  /// A writer of one manifest.
  package init(_ form: ManifestForm) {
    self.form = form
  }

  /// The text up to the first request; a header has members.
  package mutating func begin(header: DocumentNode) -> [UInt8] {
    switch form {
    case .json:
      var writer = JSONWriter()
      TypedJSON.writeManifestPart(header, to: &writer)
      return writer.bytes.dropLast() + Array(",\n\"requests\":[".utf8)
    case .jsonLines:
      var writer = JSONWriter()
      TypedJSON.writeManifestPart(header, to: &writer)
      writer.endLine()
      return writer.bytes
    case .xml:
      xml.beginRoot("manifest", namespace: "\(XMLNamespace.manifest.uri)")
      for member in header.children { xml.value(member.name ?? "", member) }
      return xml.take()
    }
  }

  /// The text of the next request.
  package mutating func request(_ node: DocumentNode) -> [UInt8] {
    defer { count += 1 }
    switch form {
    case .json, .jsonLines:
      var writer = JSONWriter()
      TypedJSON.writeManifestPart(node, to: &writer)
      guard form == .jsonLines else { return Array((count > 0 ? ",\n" : "\n").utf8) + writer.bytes }
      writer.endLine()
      return writer.bytes
    case .xml:
      xml.value("request", node)
      return xml.take()
    }
  }

  /// The text behind the last request.
  package mutating func end() -> [UInt8] {
    switch form {
    case .json: return Array("\n]}\n".utf8)
    case .jsonLines: return []
    case .xml:
      xml.endRoot()
      return xml.take()
    }
  }
}
