import COpenSSL
package import PKIModel

/// Verifies one signature with a public key; for checks outside the lanes.
package enum SignatureVerification {
  /// Whether the signature over a message is the key's; an algorithm that certmill does not sign with is an error.
  package static func isValid(
    signature: [UInt8], of message: [UInt8], algorithm: AlgorithmIdentifier, publicKey: SubjectPublicKeyInfo
  ) throws(OpenSSLError) -> Bool {
    let verifier = try SignatureVerifier(publicKey: publicKey, algorithm: algorithm)
    return try verifier.isValid(signature: signature, of: message)
  }
}
