/// A UUID (RFC 9562): 16 octets, printed in lower case with hyphens.
package struct UniqueID: Hashable, Sendable, CustomStringConvertible {
  /// The 16 octets.
  package let octets: [UInt8]

  /// From exactly 16 octets; nil for any other number.
  package init?(octets: some Collection<UInt8>) {
    guard octets.count == 16 else { return nil }
    self.octets = Array(octets)
  }

  /// From the text form 8-4-4-4-12 of either case; nil for any other text.
  package init?(_ text: String) {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], let octets = Hex.decode(groups.joined()) else { return nil }
    self.octets = octets
  }

  /// A version 4 UUID from 16 random octets; nil for any other number.
  package init?(random octets: [UInt8]) {
    guard octets.count == 16 else { return nil }
    var octets = octets
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    self.octets = octets
  }

  /// The UUID (version 8) of the certificate with a serial number under an authority.
  ///
  /// It follows from both, so that the ledger finds a certificate by either, and it begins like the serial number, so
  /// that what is issued together lies together.
  /// - Parameter digest: SHA-256 of the authority's UUID and the serial number; nil where it is shorter than 12 octets.
  package init?(ofCertificate serialNumber: SerialNumber, digest: [UInt8]) {
    guard digest.count >= 12 else { return nil }
    let padding = [UInt8](repeating: 0, count: max(0, 4 - serialNumber.magnitude.count))
    let prefix = padding + serialNumber.magnitude.prefix(4)
    var octets = prefix + digest.prefix(12)
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    self.octets = octets
  }

  package var description: String {
    let hex = Array(Hex.encode(octets).utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, digit) in hex.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append(0x2D) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
