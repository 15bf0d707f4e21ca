import COpenSSL
import PKIModel

/// Signs with a CA's key in one lane; not shared between lanes.
package final class LaneSigner {
  private let library: Owned<LibraryContext>
  private let key: Owned<Key>
  private let context: Owned<KeyContext>
  private let messageContext: Owned<DigestContext>
  private let digester: Digester?
  private let maxSignatureOctets: Int
  /// Nil where OpenSSL makes each signature.
  private let multiBuffer: (any MultiBufferSigner)?

  init(
    privateKey: SecretOctets, publicKey: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier,
    multiBuffer: MultiBufferLibrary?
  ) throws(OpenSSLError) {
    library = try Owned(OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
    key = try PrivateKeyEncoding.key(privateKey, library: library.pointer)
    context = try Owned(
      EVP_PKEY_CTX_new_from_pkey(library.pointer, key.pointer, nil), from: "EVP_PKEY_CTX_new_from_pkey")
    messageContext = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
    let digest = SignatureScheme(algorithm)?.digest
    digester = try digest.map { (digest) throws(OpenSSLError) in try Digester(digest) }
    maxSignatureOctets = Int(EVP_PKEY_get_size(key.pointer))
    self.multiBuffer = try multiBuffer?.signer(
      key.pointer, publicKey, algorithm: algorithm, library: library.pointer)
    guard let digest else { return }
    try succeed(EVP_PKEY_sign_init(context.pointer), "EVP_PKEY_sign_init")
    if EVP_PKEY_get_base_id(key.pointer) == EVP_PKEY_RSA {
      try succeed(EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING), "EVP_PKEY_CTX_set_rsa_padding")
    }
    try succeed(
      EVP_PKEY_CTX_set_signature_md(context.pointer, digest.implementation), "EVP_PKEY_CTX_set_signature_md")
  }

  /// The signatures over several messages, made together where that is quicker.
  package func sign(_ messages: [[UInt8]]) -> [Result<[UInt8], OpenSSLError>] {
    let made = signedTogether(messages)
    return messages.enumerated().map { index, message in
      Result { () throws(OpenSSLError) in
        if let signature = made[index] { signature } else { try sign(message) }
      }
    }
  }

  /// Nil for what is to be signed alone.
  func signedTogether(_ messages: [[UInt8]]) -> [[UInt8]?] {
    var made = [[UInt8]?](repeating: nil, count: messages.count)
    guard let multiBuffer else { return made }
    for group in MultiBufferLibrary.groups(of: messages.count) {
      guard let signatures = try? multiBuffer.sign(messages[group]) else { break }
      made.replaceSubrange(group, with: signatures)
    }
    return made
  }

  /// The signature over a message.
  package func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] { try sign(message, message.count) }

  /// The signature over a message in place.
  package func sign(_ message: UnsafeRawBufferPointer) throws(OpenSSLError) -> [UInt8] {
    try sign(message.bindMemory(to: UInt8.self).baseAddress, message.count)
  }

  private func sign(_ start: UnsafePointer<UInt8>?, _ count: Int) throws(OpenSSLError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: maxSignatureOctets)
    var size = signature.count
    if let digester {
      let hash = digester.digest(of: UnsafeRawBufferPointer(start: start, count: count))
      try succeed(EVP_PKEY_sign(context.pointer, &signature, &size, hash, hash.count), "EVP_PKEY_sign")
    } else {
      try succeed(
        EVP_DigestSignInit_ex(messageContext.pointer, nil, nil, library.pointer, nil, key.pointer, nil),
        "EVP_DigestSignInit_ex")
      try succeed(
        EVP_DigestSign(messageContext.pointer, &signature, &size, start, count), "EVP_DigestSign")
    }
    signature.removeLast(signature.count - size)
    return signature
  }
}
