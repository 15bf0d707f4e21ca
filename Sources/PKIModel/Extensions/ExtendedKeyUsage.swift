package import DERCoding

/// Purposes of a key (RFC 5280 4.2.1.12), by name or object identifier.
package enum ExtendedKeyUsage {
  private static let known: [(name: String, oid: OID)] = [
    ("serverAuth", OID(1, 3, 6, 1, 5, 5, 7, 3, 1)),
    ("clientAuth", OID(1, 3, 6, 1, 5, 5, 7, 3, 2)),
    ("codeSigning", OID(1, 3, 6, 1, 5, 5, 7, 3, 3)),
    ("emailProtection", OID(1, 3, 6, 1, 5, 5, 7, 3, 4)),
    ("timeStamping", OID(1, 3, 6, 1, 5, 5, 7, 3, 8)),
    ("OCSPSigning", OID(1, 3, 6, 1, 5, 5, 7, 3, 9)),
    ("anyExtendedKeyUsage", OID(2, 5, 29, 37, 0)),
  ]

  /// The purpose with this name or dotted identifier; nil for anything else.
  package static func purpose(_ text: String) -> OID? {
    known.first { $0.name == text }?.oid ?? OID(dotted: text)
  }

  /// The purpose's name, or its identifier where certmill has no name for it.
  package static func name(_ purpose: OID) -> String {
    known.first { $0.oid == purpose }?.name ?? purpose.description
  }

  /// The extension, not critical.
  package static func asExtension(_ purposes: [OID]) -> CertificateExtension {
    CertificateExtension(.extendedKeyUsage) {
      $0.sequence { for purpose in purposes { purpose.write(to: &$0) } }
    }
  }

  /// The purposes in an extension's value, of which there is at least one.
  package static func purposes(extensionValue: [UInt8]) throws(DERError) -> [OID] {
    var reader = DERReader(extensionValue)
    var sequence = try reader.enter(.sequence)
    try reader.finish()
    var purposes: [OID] = []
    while !sequence.isAtEnd { purposes.append(try sequence.objectIdentifier()) }
    guard !purposes.isEmpty else { throw DERError(.value, at: 0) }
    return purposes
  }
}
