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
