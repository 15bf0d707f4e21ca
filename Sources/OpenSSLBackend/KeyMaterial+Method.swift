import COpenSSL
package import PKIModel

extension KeyMaterial {
  /// One signature over a message; a method that does not fit the key is an error.
  package func sign(_ message: [UInt8], by method: SignatureMethod) throws(OpenSSLError) -> [UInt8] {
    guard method.fits(publicKey) else {
      throw OpenSSLError(function: "sign", reasons: ["algorithm \(method.algorithm.oid) does not fit the key"])
    }
    let library: Owned<LibraryContext> = try Owned(OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
    let key = try makeKey(in: library.pointer)
    let context: Owned<DigestContext> = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
    // Belongs to the digest's context.
    var keyContext: OpaquePointer?
    try succeed(
      EVP_DigestSignInit_ex(
        context.pointer, &keyContext, method.digest?.openSSLName, library.pointer, nil, key.pointer, nil),
      "EVP_DigestSignInit_ex")
    if case .rsa(.pss, _) = method {
      try succeed(
        EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING), "EVP_PKEY_CTX_set_rsa_padding")
      try succeed(
        EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST), "EVP_PKEY_CTX_set_rsa_pss_saltlen")
    }
    var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key.pointer)))
    var size = signature.count
    try succeed(
      EVP_DigestSign(context.pointer, &signature, &size, message, message.count), "EVP_DigestSign")
    signature.removeLast(signature.count - size)
    return signature
  }
}

extension SignatureMethod {
  fileprivate var digest: SignatureDigest? {
    switch self {
    case .rsa(_, let digest), .ecdsa(let digest): digest
    case .ed25519: nil
    }
  }
}

extension SignatureDigest {
  fileprivate var openSSLName: String {
    switch self {
    case .md5, .sha3256, .sha3384, .sha3512: rawValue
    case .sha1: "SHA1"
    case .sha224: "SHA2-224"
    case .sha256: "SHA2-256"
    case .sha384: "SHA2-384"
    case .sha512: "SHA2-512"
    }
  }
}
