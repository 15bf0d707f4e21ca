import COpenSSL
package import PKIModel

/// Makes private keys, for a CA or a token.
package enum KeyGenerator {
  /// A fresh key from OpenSSL's generator.
  package static func make(_ algorithm: KeyAlgorithm) throws(KeyError) -> KeyMaterial {
    do {
      let context: Owned<KeyContext> = try Owned(
        EVP_PKEY_CTX_new_from_name(nil, algorithm.keyType, nil), from: "EVP_PKEY_CTX_new_from_name")
      try succeed(EVP_PKEY_keygen_init(context.pointer), "EVP_PKEY_keygen_init")
      if let bits = algorithm.modulusBits {
        try succeed(EVP_PKEY_CTX_set_rsa_keygen_bits(context.pointer, bits), "EVP_PKEY_CTX_set_rsa_keygen_bits")
      }
      if let curve = algorithm.curve {
        try succeed(EVP_PKEY_CTX_set_group_name(context.pointer, curve.name), "EVP_PKEY_CTX_set_group_name")
      }
      var generated: OpaquePointer?
      EVP_PKEY_generate(context.pointer, &generated)
      let key: Owned<Key> = try Owned(generated, from: "EVP_PKEY_generate")
      return try KeyMaterial(privateKey: PrivateKeyEncoding.privateKeyInfo(key.pointer))
    } catch let error as OpenSSLError {
      throw .openSSL(error)
    } catch let error as KeyError {
      throw error
    } catch {
      throw .unsupportedAlgorithm
    }
  }
}

extension KeyAlgorithm {
  fileprivate var keyType: String {
    switch self {
    case .rsa2048, .rsa3072, .rsa4096: "RSA"
    case .p256, .p384, .p521: "EC"
    case .ed25519: "ED25519"
    }
  }

  fileprivate var modulusBits: Int32? {
    switch self {
    case .rsa2048: 2048
    case .rsa3072: 3072
    case .rsa4096: 4096
    default: nil
    }
  }

  fileprivate var curve: NamedCurve? {
    switch self {
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    default: nil
    }
  }
}
