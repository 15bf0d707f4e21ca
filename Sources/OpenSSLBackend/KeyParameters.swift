import COpenSSL
import COpenSSLShims

/// Public keys from their numbers, without OpenSSL's decoders, which cost more than a verification.
enum KeyParameters {
  /// A key on a named curve; the point is checked to lie on it.
  static func ecKey(library: OpaquePointer, curve: String, point: [UInt8]) throws(OpenSSLError) -> Owned<Key> {
    var curve = Array(curve.utf8CString)
    var point = point
    let key = curve.withUnsafeMutableBufferPointer { curve in
      point.withUnsafeMutableBufferPointer { point in
        make(
          "EC", library,
          [
            OSSL_PARAM_construct_utf8_string(cossl_param_group_name(), curve.baseAddress, 0),
            OSSL_PARAM_construct_octet_string(cossl_param_public_key(), point.baseAddress, point.count),
            OSSL_PARAM_construct_end(),
          ])
      }
    }
    return try Owned(key, from: "EVP_PKEY_fromdata")
  }

  /// An RSA key; modulus and exponent are magnitudes, the most significant octet first.
  static func rsaKey(
    library: OpaquePointer, modulus: [UInt8], exponent: [UInt8]
  ) throws(OpenSSLError) -> Owned<Key> {
    // Numbers are passed in the machine's byte order.
    var modulus = Array(modulus.reversed())
    var exponent = Array(exponent.reversed())
    let key = modulus.withUnsafeMutableBufferPointer { modulus in
      exponent.withUnsafeMutableBufferPointer { exponent in
        make(
          "RSA", library,
          [
            OSSL_PARAM_construct_BN(cossl_param_rsa_modulus(), modulus.baseAddress, modulus.count),
            OSSL_PARAM_construct_BN(cossl_param_rsa_exponent(), exponent.baseAddress, exponent.count),
            OSSL_PARAM_construct_end(),
          ])
      }
    }
    return try Owned(key, from: "EVP_PKEY_fromdata")
  }

  private static func make(_ type: String, _ library: OpaquePointer, _ parameters: [OSSL_PARAM]) -> OpaquePointer? {
    guard let context = try? Owned<KeyContext>(EVP_PKEY_CTX_new_from_name(library, type, nil), from: "EVP_PKEY_CTX_new")
    else { return nil }
    var parameters = parameters
    var key: OpaquePointer?
    guard EVP_PKEY_fromdata_init(context.pointer) == 1,
      EVP_PKEY_fromdata(context.pointer, &key, cossl_public_key_selection(), &parameters) == 1
    else { return nil }
    return key
  }
}
