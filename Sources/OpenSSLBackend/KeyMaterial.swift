import COpenSSL
package import PKIModel

/// Why a private key cannot be used.
package enum KeyError: Error, Hashable, Sendable {
  case wrongPassphrase
  /// Not one PEM block of an encrypted PKCS#8 key.
  case notPKCS8PEM
  /// The key lies open; certmill only takes encrypted ones.
  case unencrypted
  /// A kind of key that certmill does not sign with.
  case unsupportedAlgorithm
  case openSSL(OpenSSLError)
}

/// A private key, opened once; each lane makes its own signer from a CA's.
package final class KeyMaterial: Sendable {
  package let publicKey: SubjectPublicKeyInfo
  /// How the key signs.
  package let signatureAlgorithm: AlgorithmIdentifier
  /// PKCS#8, decrypted.
  private let privateKey: SecretOctets

  /// Decrypts `EncryptedPrivateKeyInfo` (RFC 5958) in PEM; the key derivation runs once.
  package convenience init(pem: [UInt8], passphrase: SecretOctets) throws(KeyError) {
    let der: [UInt8]
    do {
      der = try PEM.decodeSingle(pem, labels: ["ENCRYPTED PRIVATE KEY"])
    } catch {
      let openLabels: Set = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"]
      let isOpen = (try? PEM.decodeSingle(pem, labels: openLabels)) != nil
      throw isOpen ? .unencrypted : .notPKCS8PEM
    }
    try self.init(privateKey: PrivateKeyEncoding.decrypt(der, passphrase: passphrase))
  }

  init(privateKey: SecretOctets) throws(KeyError) {
    self.privateKey = privateKey
    do {
      let key = try PrivateKeyEncoding.key(privateKey, library: nil)
      let info = try PrivateKeyEncoding.publicKeyInfo(key.pointer)
      publicKey = try SubjectPublicKeyInfo(der: info)
    } catch let error as OpenSSLError {
      throw .openSSL(error)
    } catch {
      throw .unsupportedAlgorithm
    }
    guard let algorithm = publicKey.signingAlgorithm else { throw .unsupportedAlgorithm }
    signatureAlgorithm = algorithm
  }

  /// A signer for one lane, with an OpenSSL library context of its own.
  ///
  /// - Parameter multiBuffer: What makes several signatures at once; nil where OpenSSL makes each.
  package func makeSigner(multiBuffer: MultiBufferLibrary? = nil) throws(OpenSSLError) -> LaneSigner {
    try LaneSigner(
      privateKey: privateKey, publicKey: publicKey, algorithm: signatureAlgorithm, multiBuffer: multiBuffer)
  }

  /// The key in a library context, for one who signs otherwise than `signatureAlgorithm` says.
  func makeKey(in library: OpaquePointer) throws(OpenSSLError) -> Owned<Key> {
    try PrivateKeyEncoding.key(privateKey, library: library)
  }

  /// The key as PEM, encrypted under a passphrase.
  package func encryptedPEM(passphrase: SecretOctets) throws(OpenSSLError) -> [UInt8] {
    PEM.encode(
      try PrivateKeyEncoding.encrypt(privateKey, passphrase: passphrase), label: "ENCRYPTED PRIVATE KEY")
  }
}
