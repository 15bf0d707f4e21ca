package import DERCoding

/// An algorithm and its parameters (RFC 5280 4.1.1.2).
package struct AlgorithmIdentifier: Hashable, Sendable {
  package let oid: OID
  /// The parameters' whole element; nil where they are absent.
  package let parameters: [UInt8]?

  package init(_ oid: OID, parameters: [UInt8]? = nil) {
    self.oid = oid
    self.parameters = parameters
  }

  /// Parameters NULL, which RSA algorithms have (RFC 4055 1.2).
  package static let nullParameters: [UInt8] = [0x05, 0x00]

  /// Whether parameters are absent or NULL.
  package var hasNoParameters: Bool { parameters == nil || parameters == AlgorithmIdentifier.nullParameters }

  /// Writes the SEQUENCE.
  package func write(to writer: inout DERWriter) {
    writer.sequence {
      oid.write(to: &$0)
      if let parameters { $0.raw(parameters) }
    }
  }
}

extension DERReader {
  /// Reads an AlgorithmIdentifier.
  package mutating func algorithmIdentifier() throws(DERError) -> AlgorithmIdentifier {
    var fields = try enter(.sequence)
    let oid = try fields.objectIdentifier()
    let parameters = fields.isAtEnd ? nil : copy(try fields.next().whole)
    try fields.finish()
    return AlgorithmIdentifier(oid, parameters: parameters)
  }
}
