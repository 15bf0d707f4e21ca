import COpenSSL
package import PKIModel

/// Verifies many signatures of one key, which is decoded once; not shared between threads.
package final class SignatureVerifier {
  private let key: Owned<Key>
  private let context: Owned<DigestContext>
  private let digest: MessageDigest?

  package init(publicKey: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier) throws(OpenSSLError) {
    guard let scheme = SignatureScheme(algorithm) else {
      throw OpenSSLError(function: "verify", reasons: ["signature algorithm \(algorithm.oid) is not supported"])
    }
    digest = scheme.digest
    key = try PublicKeyDecoding.key(publicKey, library: nil)
    context = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
  }

  /// Whether the signature over a message is the key's.
  package func isValid(signature: [UInt8], of message: [UInt8]) throws(OpenSSLError) -> Bool {
    try begin()
    return answer(EVP_DigestVerify(context.pointer, signature, signature.count, message, message.count))
  }

  /// Whether the signature over a message in place is the key's.
  package func isValid(signature: [UInt8], of message: UnsafeRawBufferPointer) throws(OpenSSLError) -> Bool {
    try begin()
    let octets = message.bindMemory(to: UInt8.self)
    return answer(EVP_DigestVerify(context.pointer, signature, signature.count, octets.baseAddress, octets.count))
  }

  private func begin() throws(OpenSSLError) {
    try succeed(
      EVP_DigestVerifyInit(context.pointer, nil, digest?.implementation, nil, key.pointer), "EVP_DigestVerifyInit")
  }

  private func answer(_ result: Int32) -> Bool {
    if result != 1 { forgetErrors() }
    return result == 1
  }
}
