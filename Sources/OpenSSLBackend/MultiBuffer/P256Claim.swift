import DERCoding

/// An ECDSA signature on P-256 over a digest, and whose it is said to be, as numbers of 32 octets.
struct P256Claim {
  static let numberOctets = 32

  let r: [UInt8]
  let s: [UInt8]
  let digest: [UInt8]
  /// Uncompressed, and on the curve.
  let point: [UInt8]

  /// Nil where the signature is not two numbers from 1 to the order less one in DER (RFC 3279 2.2.3).
  init?(signature: [UInt8], digest: [UInt8], point: [UInt8]) {
    guard digest.count == P256Claim.numberOctets, point.count == 1 + 2 * P256Claim.numberOctets, point.first == 4
    else { return nil }
    var outer = DERReader(signature)
    guard var numbers = try? outer.enter(.sequence), (try? outer.finish()) != nil,
      let r = P256Claim.number(&numbers), let s = P256Claim.number(&numbers), numbers.isAtEnd
    else { return nil }
    self.r = r
    self.s = s
    self.digest = digest
    self.point = point
  }

  private static func number(_ reader: inout DERReader) -> [UInt8]? {
    guard let element = try? reader.next(.integer) else { return nil }
    var octets = reader.bytes[element.contents]
    guard let first = octets.first, first < 0x80 else { return nil }
    if first == 0, octets.count > 1 {
      octets = octets.dropFirst()
      // X.690 8.3.2: no more octets than needed.
      guard let second = octets.first, second >= 0x80 else { return nil }
    }
    guard octets.count <= numberOctets else { return nil }
    let number = [UInt8](repeating: 0, count: numberOctets - octets.count) + octets
    guard number.contains(where: { $0 != 0 }), number.lexicographicallyPrecedes(MultiBufferCurve.p256.order)
    else { return nil }
    return number
  }
}
