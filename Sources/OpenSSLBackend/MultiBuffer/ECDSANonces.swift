import COpenSSL

/// Secret numbers for ECDSA signatures with one key (FIPS 186-5 A.3.2), each from 1 to the curve's order less one.
///
/// Each is made of fresh random octets, the key and the digest that is signed: should a random generator ever repeat
/// itself, as in a copied virtual machine, different messages still get different numbers. OpenSSL does the same where
/// it signs.
final class ECDSANonces {
  /// Fills a place with so many random octets.
  typealias Random = (_ place: UnsafeMutablePointer<UInt8>, _ count: Int) throws(OpenSSLError) -> Void

  private static let randomOctets = 64
  private static let hashOctets = 64

  private let random: Random
  private let order: [UInt8]
  /// The key, random octets, and the digest; behind them the SHA-512 of these.
  private let scratch: SecretScratch

  /// - Parameter key: As many octets as the order has.
  init(curve: MultiBufferCurve, key: SecretOctets, random: @escaping Random) {
    self.random = random
    order = curve.order
    scratch = SecretScratch(2 * curve.octets + ECDSANonces.randomOctets + ECDSANonces.hashOctets)
    key.withBytes { UnsafeMutableRawBufferPointer(start: scratch.start, count: $0.count).copyMemory(from: $0) }
  }

  /// Writes a number for a digest, which is as long as the order.
  func write(to place: UnsafeMutablePointer<UInt8>, for digest: UnsafePointer<UInt8>) throws(OpenSSLError) {
    let inputOctets = 2 * order.count + ECDSANonces.randomOctets
    let fresh = scratch.start + order.count
    let hash = scratch.start + inputOctets
    defer { OPENSSL_cleanse(hash, ECDSANonces.hashOctets) }
    (fresh + ECDSANonces.randomOctets).update(from: digest, count: order.count)
    repeat {
      try random(fresh, ECDSANonces.randomOctets)
      try succeed(
        EVP_Digest(scratch.start, inputOctets, hash, nil, MessageDigest.sha512.implementation, nil), "EVP_Digest")
      place.update(from: hash, count: order.count)
    } while !isInRange(place)
  }

  /// Takes the same time whatever the number is.
  private func isInRange(_ number: UnsafePointer<UInt8>) -> Bool {
    var borrow = 0
    var bits: UInt8 = 0
    for index in order.indices.reversed() {
      borrow = (Int(number[index]) - Int(order[index]) - borrow) >> 8 & 1
      bits |= number[index]
    }
    return borrow == 1 && bits != 0
  }
}
