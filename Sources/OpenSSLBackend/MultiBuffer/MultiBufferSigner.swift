import COpenSSL
import PKIModel

/// Makes several signatures with one key at once; belongs to one lane.
protocol MultiBufferSigner {
  /// The signatures over messages, no more of them than `MultiBufferLibrary.lanes`; nil where none was made.
  func sign(_ messages: ArraySlice<[UInt8]>) throws(OpenSSLError) -> [[UInt8]?]
}

extension MultiBufferLibrary {
  /// What signs with a key as its algorithm says; nil where the library has nothing for it, or nothing that is right:
  /// Ed25519 keys of version 1.0.14 are not those of RFC 8032.
  ///
  /// - Parameters:
  ///   - key: The private key, which outlives the signer.
  ///   - library: The context of the key.
  func signer(
    _ key: OpaquePointer, _ publicKey: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier, library: OpaquePointer
  ) throws(OpenSSLError) -> (any MultiBufferSigner)? {
    switch (publicKey.kind, SignatureScheme(algorithm)?.digest) {
    case (.ec(.p256), .sha256): try ECDSAMultiBufferSigner(key, curve: .p256, digest: .sha256, library: library)
    case (.ec(.p384), .sha384): try ECDSAMultiBufferSigner(key, curve: .p384, digest: .sha384, library: library)
    case (.rsa, let digest?): try RSAMultiBufferSigner(key, publicKey, algorithm: algorithm, digest: digest)
    default: nil
    }
  }
}
