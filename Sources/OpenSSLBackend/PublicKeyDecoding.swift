import COpenSSL
import PKIModel

/// Makes OpenSSL's keys from public keys of any kind.
enum PublicKeyDecoding {
  /// - Parameter library: Nil is OpenSSL's own context.
  static func key(_ key: SubjectPublicKeyInfo, library: OpaquePointer?) throws(OpenSSLError) -> Owned<Key> {
    try Owned(decoding: key.der, from: "d2i_PUBKEY_ex") { d2i_PUBKEY_ex(nil, $0, $1, library, nil) }
  }

  /// Whether octets are a key of their algorithm, such as a point on its curve.
  static func isSound(_ key: SubjectPublicKeyInfo, library: OpaquePointer) -> Bool {
    defer { forgetErrors() }
    guard let key = try? PublicKeyDecoding.key(key, library: library),
      let context = try? Owned<KeyContext>(
        EVP_PKEY_CTX_new_from_pkey(library, key.pointer, nil), from: "EVP_PKEY_CTX_new_from_pkey")
    else { return false }
    return EVP_PKEY_public_check(context.pointer) == 1
  }
}
