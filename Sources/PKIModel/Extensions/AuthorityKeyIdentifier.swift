package import DERCoding

/// Which key signed a certificate or a CRL (RFC 5280 4.2.1.1).
package struct AuthorityKeyIdentifier: Hashable, Sendable {
  /// The issuer's key identifier.
  package let keyIdentifier: [UInt8]?
  /// The name in the issuer's certificate as its own issuer's; empty where it is not given.
  package let authorityCertIssuer: [GeneralName]
  /// The serial number of the issuer's certificate; there exactly when `authorityCertIssuer` is.
  package let authorityCertSerialNumber: SerialNumber?

  /// From the value of the extension.
  package init(extensionValue: [UInt8]) throws(DERError) {
    var reader = DERReader(extensionValue)
    var fields = try reader.enter(.sequence)
    try reader.finish()
    let identifier = try fields.nextIf(.contextPrimitive(0))
    keyIdentifier = identifier.map { extensionValue[$0.contents] }.map(Array.init)
    authorityCertIssuer =
      fields.nextTag == .contextConstructed(1) ? try fields.generalNames(.contextConstructed(1)) : []
    authorityCertSerialNumber =
      fields.nextTag == .contextPrimitive(2) ? try fields.serialNumber(.contextPrimitive(2)) : nil
    // RFC 5280 appendix A.2: both or neither.
    guard authorityCertIssuer.isEmpty == (authorityCertSerialNumber == nil) else { throw DERError(.value, at: 0) }
    try fields.finish()
  }
}

extension DERReader {
  /// Reads a CertificateSerialNumber, which is positive (RFC 5280 4.1.2.2).
  mutating func serialNumber(_ tag: DERTag = .integer) throws(DERError) -> SerialNumber {
    let place = position
    let octets = try integerOctets(tag)
    guard let sign = octets.first, sign < 0x80, let serial = SerialNumber(magnitude: octets) else {
      throw DERError(.value, at: place)
    }
    return serial
  }
}
