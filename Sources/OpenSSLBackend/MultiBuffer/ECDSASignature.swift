import DERCoding

/// An ECDSA signature in DER (RFC 3279 2.2.3).
enum ECDSASignature {
  /// From two numbers of any length, the most significant octet first.
  static func der(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
    r.withUnsafeBytes { r in s.withUnsafeBytes { s in der(r, s) } }
  }

  /// The same from numbers in place.
  static func der(_ r: UnsafeRawBufferPointer, _ s: UnsafeRawBufferPointer) -> [UInt8] {
    var writer = DERWriter(capacity: r.count + s.count + 8)
    writer.sequence { writer in
      for number in [r, s] { writer.positiveInteger(UnsafeRawBufferPointer(rebasing: number.drop { $0 == 0 })) }
    }
    return writer.bytes
  }
}
