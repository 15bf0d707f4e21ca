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

/// A private key of a CA, opened once; each lane makes its own signer from it.
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
  package func makeSigner() throws(OpenSSLError) -> LaneSigner {
    try LaneSigner(privateKey: privateKey, algorithm: signatureAlgorithm)
  }

  /// The key as PEM, encrypted under a passphrase.
  package func encryptedPEM(passphrase: SecretOctets) throws(OpenSSLError) -> [UInt8] {
    PEM.encode(
      try PrivateKeyEncoding.encrypt(privateKey, passphrase: passphrase), label: "ENCRYPTED PRIVATE KEY")
  }
}

extension SubjectPublicKeyInfo {
  /// How a CA key of this kind signs; nil for kinds that certmill does not sign with.
  package var signingAlgorithm: AlgorithmIdentifier? {
    switch kind {
    case .rsa where bits == 2048: KeyAlgorithm.rsa2048.signatureAlgorithm
    case .rsa where bits == 3072: KeyAlgorithm.rsa3072.signatureAlgorithm
    case .rsa where (bits ?? 0) >= 4096: KeyAlgorithm.rsa4096.signatureAlgorithm
    case .ec(.p256): KeyAlgorithm.p256.signatureAlgorithm
    case .ec(.p384): KeyAlgorithm.p384.signatureAlgorithm
    case .ec(.p521): KeyAlgorithm.p521.signatureAlgorithm
    case .ed25519: KeyAlgorithm.ed25519.signatureAlgorithm
    default: nil
    }
  }
}
