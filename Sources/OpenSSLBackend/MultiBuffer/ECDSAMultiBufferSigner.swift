import CMultiBufferShims
import COpenSSL

/// Makes ECDSA signatures with one key eight at a time (FIPS 186-5 6.4).
final class ECDSAMultiBufferSigner: MultiBufferSigner {
  private let curve: MultiBufferCurve
  private let digester: Digester
  private let key: SecretOctets
  private let nonces: ECDSANonces
  /// Four columns with a number of each lane: r, s, digest and nonce.
  private let scratch: SecretScratch

  /// - Parameters:
  ///   - digest: As long as a number of the curve.
  ///   - library: The context that random octets come from; outlives this.
  init(
    _ key: OpaquePointer, curve: MultiBufferCurve, digest: MessageDigest, library: OpaquePointer
  ) throws(OpenSSLError) {
    self.curve = curve
    digester = try Digester(digest)
    self.key = try PrivateNumbers.numbers(["priv"], of: key, octets: curve.octets)
    nonces = ECDSANonces(curve: curve, key: self.key) { (place, count) throws(OpenSSLError) in
      try succeed(RAND_priv_bytes_ex(library, place, count, 0), "RAND_priv_bytes_ex")
    }
    scratch = SecretScratch(4 * MultiBufferLibrary.lanes * curve.octets)
  }

  func sign(_ messages: ArraySlice<[UInt8]>) throws(OpenSSLError) -> [[UInt8]?] {
    defer { scratch.forget() }
    let digests = messages.map(digester.digest)
    let (r, s, digest, nonce) = (column(0), column(1), column(2), column(3))
    // A lane that is left over signs the first message again, with a nonce of its own.
    for lane in 0..<MultiBufferLibrary.lanes {
      let place = lane * curve.octets
      (digest + place).update(from: digests[lane < digests.count ? lane : 0], count: curve.octets)
      try nonces.write(to: nonce + place, for: digest + place)
    }
    let made = key.withBytes {
      cmultibuffer_sign_ecdsa(
        curve.shim, r, s, digest, nonce, $0.bindMemory(to: UInt8.self).baseAddress)
    }
    return digests.indices.map { lane in
      made >> lane & 1 == 1 ? ECDSASignature.der(number(r, lane), number(s, lane)) : nil
    }
  }

  private func column(_ number: Int) -> UnsafeMutablePointer<UInt8> {
    scratch.start + number * MultiBufferLibrary.lanes * curve.octets
  }

  private func number(_ start: UnsafePointer<UInt8>, _ lane: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + lane * curve.octets, count: curve.octets)
  }
}
