import DocumentModel

extension DocumentNode {
  /// A form for comparisons, which is the same for JSON and XML.
  var canonical: [UInt8] {
    var octets: [UInt8] = []
    writeCanonical(to: &octets)
    return octets
  }

  /// Whether the value is an object; in XML, an element without anything in it is one, too.
  var isObject: Bool { kind == .object || (kind == .untyped && isEmpty) }
}
