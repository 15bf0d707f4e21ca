import COpenSSL

/// Random octets from OpenSSL's generator.
package enum RandomSource {
  /// That many fresh octets.
  package static func octets(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: count)
    try succeed(RAND_bytes(&octets, Int32(count)), "RAND_bytes")
    return octets
  }
}
