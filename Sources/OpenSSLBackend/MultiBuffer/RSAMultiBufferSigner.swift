import CMultiBufferShims
import COpenSSL
import DERCoding
import PKIModel

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
  private let digest: MessageDigest
  private let digester: Digester
  private let numbers: SecretOctets
  private let space: SecretScratch
  private let verifier: SignatureVerifier

  /// Nil where the library has nothing for keys of this length or make.
  init?(
    _ key: OpaquePointer, _ publicKey: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier, digest: MessageDigest
  ) throws(OpenSSLError) {
    bits = Int(EVP_PKEY_get_bits(key))
    let spaceOctets = cmultibuffer_rsa_space(Int32(bits))
    guard spaceOctets > 0 else { return nil }
    self.digest = digest
    digester = try Digester(digest)
    space = SecretScratch(spaceOctets, alignment: RSAMultiBufferSigner.alignment)
    // Fails where a factor is longer than the other; whatever else does not fit makes signatures that are not good.
    guard let numbers = try? PrivateNumbers.numbers(RSAMultiBufferSigner.numberNames, of: key, octets: bits / 16)
    else { return nil }
    self.numbers = numbers
    verifier = try SignatureVerifier(publicKey: publicKey, algorithm: algorithm)
  }

  func sign(_ messages: ArraySlice<[UInt8]>) throws(OpenSSLError) -> [[UInt8]?] {
    let octets = bits / 8
    let encoded = messages.map(encode)
    // A lane that is left over signs the first message again.
    let inputs = encoded + repeatElement(encoded[0], count: MultiBufferLibrary.lanes - encoded.count)
    var outputs = [UInt8](repeating: 0, count: inputs.count * octets)
    let made = numbers.withBytes { key in
      cmultibuffer_rsa_private(
        &outputs, Array(inputs.joined()), Int32(bits), key.bindMemory(to: UInt8.self).baseAddress, space.start)
    }
    space.forget()
    var signatures = [[UInt8]?](repeating: nil, count: messages.count)
    for (lane, message) in messages.enumerated() where made >> lane & 1 == 1 {
      let signature = Array(outputs[lane * octets..<(lane + 1) * octets])
      if try verifier.isValid(signature: signature, of: message) { signatures[lane] = signature }
    }
    return signatures
  }

  /// EMSA-PKCS1-v1_5 (RFC 8017 9.2).
  private func encode(_ message: [UInt8]) -> [UInt8] {
    var info = DERWriter()
    info.sequence {
      AlgorithmIdentifier(digest.oid, parameters: AlgorithmIdentifier.nullParameters).write(to: &$0)
      $0.element(.octetString, digester.digest(of: message))
    }
    return [0, 1] + [UInt8](repeating: 0xFF, count: bits / 8 - info.bytes.count - 3) + [0] + info.bytes
  }
}

extension MessageDigest {
  fileprivate var oid: OID {
    switch self {
    case .sha1: SignatureDigest.sha1.oid
    case .sha256: SignatureDigest.sha256.oid
    case .sha384: SignatureDigest.sha384.oid
    case .sha512: SignatureDigest.sha512.oid
    }
  }
}
