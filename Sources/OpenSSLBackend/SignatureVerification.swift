import COpenSSL
package import PKIModel

/// Verifies one signature with a public key; for checks outside the lanes.
package enum SignatureVerification {
  /// Whether the signature over a message is the key's; an algorithm that certmill does not sign with is an error.
  package static func isValid(
    signature: [UInt8], of message: [UInt8], algorithm: AlgorithmIdentifier, publicKey: SubjectPublicKeyInfo
  ) throws(OpenSSLError) -> Bool {
    guard let scheme = SignatureScheme(algorithm) else {
      throw OpenSSLError(function: "verify", reasons: ["signature algorithm \(algorithm.oid) is not supported"])
    }
    let key: Owned<Key> = try Owned(
      publicKey.der.withUnsafeBufferPointer { octets in
        var start = octets.baseAddress
        return d2i_PUBKEY(nil, &start, octets.count)
      }, from: "d2i_PUBKEY")
    let context: Owned<DigestContext> = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
    try succeed(
      EVP_DigestVerifyInit(context.pointer, nil, scheme.digest?.implementation, nil, key.pointer),
      "EVP_DigestVerifyInit")
    let result = EVP_DigestVerify(context.pointer, signature, signature.count, message, message.count)
    if result != 1 { forgetErrors() }
    return result == 1
  }
}
