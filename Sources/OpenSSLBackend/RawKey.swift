import COpenSSL
import PKIModel

/// A key with the context in which it signs or verifies one message over and over.
final class RawKey {
  enum Use { case signing, verifying }

  private let key: Owned<Key>
  private let context: Owned<KeyContext>
  private let messageContext: Owned<DigestContext>
  private let library: OpaquePointer
  /// The digest of the message, or the message itself where the algorithm takes it whole.
  private let input: [UInt8]
  private let isWhole: Bool

  init(
    _ key: consuming Owned<Key>, use: Use, algorithm: AlgorithmIdentifier, library: OpaquePointer, message: [UInt8]
  ) throws(OpenSSLError) {
    let digest = SignatureScheme(algorithm)?.digest
    let context: Owned<KeyContext> = try Owned(
      EVP_PKEY_CTX_new_from_pkey(library, key.pointer, nil), from: "EVP_PKEY_CTX_new_from_pkey")
    if let digest { try RawKey.prepare(context.pointer, key.pointer, use, digest) }
    messageContext = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
    input = digest?.of(message) ?? message
    isWhole = digest == nil
    self.library = library
    self.context = context
    self.key = key
  }

  private static func prepare(
    _ context: OpaquePointer, _ key: OpaquePointer, _ use: Use, _ digest: MessageDigest
  ) throws(OpenSSLError) {
    switch use {
    case .signing: try succeed(EVP_PKEY_sign_init(context), "EVP_PKEY_sign_init")
    case .verifying: try succeed(EVP_PKEY_verify_init(context), "EVP_PKEY_verify_init")
    }
    guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { return }
    try succeed(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING), "EVP_PKEY_CTX_set_rsa_padding")
    try succeed(EVP_PKEY_CTX_set_signature_md(context, digest.implementation), "EVP_PKEY_CTX_set_signature_md")
  }

  func verify(_ signature: [UInt8]) throws(OpenSSLError) {
    guard isWhole else {
      try succeed(
        EVP_PKEY_verify(context.pointer, signature, signature.count, input, input.count), "EVP_PKEY_verify")
      return
    }
    try succeed(
      EVP_DigestVerifyInit_ex(messageContext.pointer, nil, nil, library, nil, key.pointer, nil),
      "EVP_DigestVerifyInit_ex")
    try succeed(
      EVP_DigestVerify(messageContext.pointer, signature, signature.count, input, input.count), "EVP_DigestVerify")
  }

  func sign(into signature: inout [UInt8]) throws(OpenSSLError) {
    var size = signature.count
    guard isWhole else {
      try succeed(EVP_PKEY_sign(context.pointer, &signature, &size, input, input.count), "EVP_PKEY_sign")
      return
    }
    try succeed(
      EVP_DigestSignInit_ex(messageContext.pointer, nil, nil, library, nil, key.pointer, nil), "EVP_DigestSignInit_ex")
    try succeed(EVP_DigestSign(messageContext.pointer, &signature, &size, input, input.count), "EVP_DigestSign")
  }
}
