import COpenSSL

/// PKCS#8 in and out, clear and encrypted (RFC 5958, RFC 8018).
enum PrivateKeyEncoding {
  private static let scryptCost: UInt64 = 16384
  private static let scryptBlockSize: UInt64 = 8
  private static let saltOctets: Int32 = 16

  /// The octets of `PrivateKeyInfo` in an `EncryptedPrivateKeyInfo`.
  static func decrypt(_ der: [UInt8], passphrase: SecretOctets) throws(KeyError) -> SecretOctets {
    let encrypted = try encryptedInfo(der)
    let opened = passphrase.withBytes { passphrase in
      passphrase.withMemoryRebound(to: CChar.self) { PKCS8_decrypt(encrypted.pointer, $0.baseAddress, Int32($0.count)) }
    }
    do {
      return try octets(of: Owned(opened, from: "PKCS8_decrypt"))
    } catch {
      throw .wrongPassphrase
    }
  }

  private static func encryptedInfo(_ der: [UInt8]) throws(KeyError) -> Owned<EncryptedPrivateKeyInfo> {
    do {
      return try Owned(decoding: der, from: "d2i_X509_SIG") { d2i_X509_SIG(nil, $0, $1) }
    } catch {
      throw .notPKCS8PEM
    }
  }

  /// `EncryptedPrivateKeyInfo`: scrypt and AES-256-CBC under PBES2.
  static func encrypt(_ privateKey: SecretOctets, passphrase: SecretOctets) throws(OpenSSLError) -> [UInt8] {
    let info: Owned<PrivateKeyInfo> = try Owned(
      privateKey.withBytes { octets in
        var start = octets.bindMemory(to: UInt8.self).baseAddress
        return d2i_PKCS8_PRIV_KEY_INFO(nil, &start, octets.count)
      }, from: "d2i_PKCS8_PRIV_KEY_INFO")
    let scheme = PKCS5_pbe2_set_scrypt(
      EVP_aes_256_cbc(), nil, saltOctets, nil, scryptCost, scryptBlockSize, 1)
    guard let scheme else { throw OpenSSLError.taken(from: "PKCS5_pbe2_set_scrypt") }
    let sealed = passphrase.withBytes { passphrase in
      passphrase.withMemoryRebound(to: CChar.self) { characters in
        PKCS8_set0_pbe(characters.baseAddress, Int32(characters.count), info.pointer, scheme)
      }
    }
    if sealed == nil { X509_ALGOR_free(scheme) }
    let encrypted: Owned<EncryptedPrivateKeyInfo> = try Owned(sealed, from: "PKCS8_set0_pbe")
    return try encode("i2d_X509_SIG") { i2d_X509_SIG(encrypted.pointer, $0) }
  }

  /// The octets of `PrivateKeyInfo` of a key.
  static func privateKeyInfo(_ key: OpaquePointer) throws(OpenSSLError) -> SecretOctets {
    try octets(of: Owned(EVP_PKEY2PKCS8(key), from: "EVP_PKEY2PKCS8"))
  }

  /// A key in a library context; nil is the default one.
  static func key(_ privateKey: SecretOctets, library: OpaquePointer?) throws(OpenSSLError) -> Owned<Key> {
    try Owned(
      privateKey.withBytes { octets in
        var start = octets.bindMemory(to: UInt8.self).baseAddress
        return d2i_AutoPrivateKey_ex(nil, &start, octets.count, library, nil)
      }, from: "d2i_AutoPrivateKey_ex")
  }

  /// `SubjectPublicKeyInfo` of a key.
  static func publicKeyInfo(_ key: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
    try encode("i2d_PUBKEY") { i2d_PUBKEY(key, $0) }
  }

  private static func octets(of info: consuming Owned<PrivateKeyInfo>) throws(OpenSSLError) -> SecretOctets {
    let size = Int(try succeed(i2d_PKCS8_PRIV_KEY_INFO(info.pointer, nil), "i2d_PKCS8_PRIV_KEY_INFO"))
    let pointer = info.pointer
    return SecretOctets(capacity: size) { storage in
      var start = storage.bindMemory(to: UInt8.self).baseAddress
      return Int(i2d_PKCS8_PRIV_KEY_INFO(pointer, &start))
    }
  }

  private static func encode(
    _ function: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) throws(OpenSSLError) -> [UInt8] {
    let size = Int(try succeed(write(nil), function))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var start = buffer.baseAddress
      count = Int(write(&start))
    }
  }
}
