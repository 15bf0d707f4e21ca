import CMultiBufferShims
import COpenSSL

/// Makes signatures of RSASSA-PKCS1-v1_5 with one key eight at a time (RFC 8017 8.2.1).
///
/// OpenSSL verifies each before anybody gets it: a fault in one half of the operation would tell the key.
final class RSAMultiBufferSigner: MultiBufferSigner {
  /// As `cmultibuffer_rsa_space` says.
  private static let alignment = 64
  /// p, q, dP, dQ and qInv (RFC 8017 3.2).
  private static let numberNames = [
    "rsa-factor1", "rsa-factor2", "rsa-exponent1", "rsa-exponent2", "rsa-coefficient1",
  ]

  private let bits: Int
  private let digester: Digester
  /// What stands before the digest.
  private let prefix: [UInt8]
  private let numbers: SecretOctets
  private let space: SecretScratch
  private let context: Owned<KeyContext>

  /// Nil where the library has nothing for keys of this length or make.
  init?(_ key: OpaquePointer, digest: MessageDigest, library: OpaquePointer) throws(OpenSSLError) {
    bits = Int(EVP_PKEY_get_bits(key))
    let spaceOctets = cmultibuffer_rsa_space(Int32(bits))
    guard spaceOctets > 0, let info = digest.infoPrefix else { return nil }
    digester = try Digester(digest)
    prefix = RSAMultiBufferSigner.padding(octets: bits / 8 - info.count - digest.octets) + info
    space = SecretScratch(spaceOctets, alignment: RSAMultiBufferSigner.alignment)
    // Fails where a factor is longer than the other; whatever else does not fit makes signatures that are not good.
    guard let numbers = try? PrivateNumbers.numbers(RSAMultiBufferSigner.numberNames, of: key, octets: bits / 16)
    else { return nil }
    self.numbers = numbers
    context = try Owned(EVP_PKEY_CTX_new_from_pkey(library, key, nil), from: "EVP_PKEY_CTX_new_from_pkey")
    try succeed(EVP_PKEY_verify_init(context.pointer), "EVP_PKEY_verify_init")
    try succeed(EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING), "EVP_PKEY_CTX_set_rsa_padding")
    try succeed(
      EVP_PKEY_CTX_set_signature_md(context.pointer, digest.implementation),
      "EVP_PKEY_CTX_set_signature_md")
  }

  func sign(_ messages: ArraySlice<[UInt8]>) -> [[UInt8]?] {
    let octets = bits / 8
    let digests = messages.map(digester.digest)
    // A lane that is left over signs the first message again.
    let encoded = (0..<MultiBufferLibrary.lanes).flatMap { prefix + digests[$0 < digests.count ? $0 : 0] }
    var signatures = [UInt8](repeating: 0, count: encoded.count)
    let made = numbers.withBytes { key in
      cmultibuffer_rsa_private(
        &signatures, encoded, Int32(bits), key.bindMemory(to: UInt8.self).baseAddress, space.start)
    }
    space.forget()
    return digests.indices.map { lane in
      let signature = Array(signatures[lane * octets..<(lane + 1) * octets])
      return made >> lane & 1 == 1 && isGood(signature, digests[lane]) ? signature : nil
    }
  }

  /// What fills a message up to the modulus (RFC 8017 9.2, EMSA-PKCS1-v1_5).
  private static func padding(octets: Int) -> [UInt8] {
    [0, 1] + [UInt8](repeating: 0xFF, count: octets - 3) + [0]
  }

  private func isGood(_ signature: [UInt8], _ digest: [UInt8]) -> Bool {
    defer { forgetErrors() }
    return EVP_PKEY_verify(context.pointer, signature, signature.count, digest, digest.count) == 1
  }
}

extension MessageDigest {
  fileprivate var octets: Int {
    switch self {
    case .sha1: 20
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// `DigestInfo` without the digest (RFC 8017 9.2); nil for a digest that nothing is signed with.
  fileprivate var infoPrefix: [UInt8]? {
    let arc: UInt8
    switch self {
    case .sha1: return nil
    case .sha256: arc = 1
    case .sha384: arc = 2
    case .sha512: arc = 3
    }
    let algorithm: [UInt8] = [0x30, 13, 0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, arc, 0x05, 0]
    return [0x30, UInt8(algorithm.count + 2 + octets)] + algorithm + [0x04, UInt8(octets)]
  }
}
