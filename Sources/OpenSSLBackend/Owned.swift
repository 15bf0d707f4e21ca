import COpenSSL

/// A kind of OpenSSL object, and how one is given back.
protocol OpenSSLResource {
  static func release(_ pointer: OpaquePointer)
}

/// Sole owner of one OpenSSL object: it cannot be copied, so it is freed exactly once.
struct Owned<Resource: OpenSSLResource>: ~Copyable {
  let pointer: OpaquePointer

  /// Takes over what a function of OpenSSL returned; nil means that it failed.
  init(_ pointer: OpaquePointer?, from function: String) throws(OpenSSLError) {
    guard let pointer else { throw OpenSSLError.taken(from: function) }
    self.pointer = pointer
  }

  /// Takes over what one of OpenSSL's `d2i` functions makes of octets.
  ///
  /// These functions stop at the end of the structure; what follows it would go unnoticed, and counts as a failure.
  init(
    decoding octets: [UInt8], from function: String,
    _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
  ) throws(OpenSSLError) {
    let decoded = octets.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      guard let pointer = decode(&start, buffer.count) else { return nil as OpaquePointer? }
      if start == buffer.baseAddress?.advanced(by: buffer.count) { return pointer }
      Resource.release(pointer)
      return nil
    }
    try self.init(decoded, from: function)
  }

  deinit { Resource.release(pointer) }
}

enum LibraryContext: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { OSSL_LIB_CTX_free(pointer) }
}

enum Key: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { EVP_PKEY_free(pointer) }
}

enum KeyContext: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { EVP_PKEY_CTX_free(pointer) }
}

enum DigestContext: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { EVP_MD_CTX_free(pointer) }
}

enum PrivateKeyInfo: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { PKCS8_PRIV_KEY_INFO_free(pointer) }
}

enum KeystoreFile: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { PKCS12_free(pointer) }
}

enum X509Certificate: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { X509_free(pointer) }
}

enum EncryptedPrivateKeyInfo: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { X509_SIG_free(pointer) }
}
