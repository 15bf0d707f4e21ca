package import DERCoding

/// What a key may be used for (RFC 5280 4.2.1.3).
package struct KeyUsage: OptionSet, Hashable, Sendable {
  /// Bit n is the n-th named bit.
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
  package static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
  package static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
  package static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
  package static let keyAgreement = KeyUsage(rawValue: 1 << 4)
  package static let keyCertSign = KeyUsage(rawValue: 1 << 5)
  package static let cRLSign = KeyUsage(rawValue: 1 << 6)
  package static let encipherOnly = KeyUsage(rawValue: 1 << 7)
  package static let decipherOnly = KeyUsage(rawValue: 1 << 8)

  /// The names of the bits, in their order.
  package static let names = [
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
    "cRLSign", "encipherOnly", "decipherOnly",
  ]

  /// The usage with this name; nil for an unknown one.
  package init?(name: String) {
    guard let bit = KeyUsage.names.firstIndex(of: name == "contentCommitment" ? "nonRepudiation" : name) else {
      return nil
    }
    self.init(rawValue: 1 << UInt16(bit))
  }

  /// The names of the usages that are set.
  package var names: [String] {
    KeyUsage.names.indices.filter { rawValue & 1 << UInt16($0) != 0 }.map { KeyUsage.names[$0] }
  }

  /// The extension, critical as RFC 5280 4.2.1.3 advises.
  package var asExtension: CertificateExtension {
    CertificateExtension(.keyUsage, isCritical: true) {
      $0.namedBits({ rawValue & 1 << UInt16($0) != 0 }, count: KeyUsage.names.count)
    }
  }

  /// From the value of the extension.
  package init(extensionValue: [UInt8]) throws(DERError) {
    var reader = DERReader(extensionValue)
    let (unusedBits, octets) = try reader.bitString()
    try reader.finish()
    var value: UInt16 = 0
    for bit in 0..<min(octets.count * 8 - unusedBits, KeyUsage.names.count)
    where extensionValue[octets.lowerBound + bit / 8] & 0x80 >> UInt8(bit % 8) != 0 {
      value |= 1 << UInt16(bit)
    }
    self.init(rawValue: value)
  }
}
