import COpenSSL
package import PKIModel

/// The operations that an issued certificate cannot do without: verifying the request's signature and, where there is
/// an authority, making one signature with its key.
///
/// Keys are made once; each thread measures with a loop of its own.
package struct RawOperations: Sendable {
  private static let message = [UInt8](repeating: 0x5A, count: 64)

  private let requestKey: SubjectPublicKeyInfo
  private let requestAlgorithm: AlgorithmIdentifier
  private let requestSignature: [UInt8]
  private let authority: (key: SecretOctets, algorithm: AlgorithmIdentifier)?

  /// Makes a key of each kind; nil for the authority leaves signing out.
  package init(authority: KeyAlgorithm?, request: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(request)
    requestKey = key.publicKey
    requestAlgorithm = key.signatureAlgorithm
    requestSignature = try key.makeSigner().sign(RawOperations.message)
    self.authority = try authority.map { (try RawOperations.privateKey($0), $0.signatureAlgorithm) }
  }

  /// The operations for one thread, with keys, contexts and digests ready.
  package func makeLoop() throws(OpenSSLError) -> RawLoop {
    let library: Owned<LibraryContext> = try Owned(OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
    let request = try RawKey(
      PublicKeyDecoding.key(requestKey, library: library.pointer), use: .verifying, algorithm: requestAlgorithm,
      library: library.pointer, message: RawOperations.message)
    var signing: RawKey?
    if let authority {
      signing = try RawKey(
        PrivateKeyEncoding.key(authority.key, library: library.pointer), use: .signing, algorithm: authority.algorithm,
        library: library.pointer, message: RawOperations.message)
    }
    return RawLoop(library: library, request: request, signature: requestSignature, authority: signing)
  }

  /// A fresh key in PKCS#8.
  ///
  /// Key material leaves its type only encrypted, so it is encrypted and opened again.
  private static func privateKey(_ algorithm: KeyAlgorithm) throws -> SecretOctets {
    let passphrase = SecretOctets(copying: try RandomSource.octets(32))
    let pem = try KeyGenerator.make(algorithm).encryptedPEM(passphrase: passphrase)
    return try PrivateKeyEncoding.decrypt(
      PEM.decodeSingle(pem, labels: ["ENCRYPTED PRIVATE KEY"]), passphrase: passphrase)
  }
}

/// One thread's loop over the raw operations.
package final class RawLoop {
  private let library: Owned<LibraryContext>
  private let request: RawKey
  private let signature: [UInt8]
  private let authority: RawKey?

  init(library: consuming Owned<LibraryContext>, request: RawKey, signature: [UInt8], authority: RawKey?) {
    self.library = library
    self.request = request
    self.signature = signature
    self.authority = authority
  }

  /// Goes round for some seconds; returns how many rounds a second that were.
  package func roundsPerSecond(for seconds: Double) throws(OpenSSLError) -> Double {
    let clock = ContinuousClock()
    let begun = clock.now
    let limit = Duration.seconds(seconds)
    var made = [UInt8](repeating: 0, count: 1024)
    var count = 0
    var elapsed = Duration.zero
    repeat {
      try request.verify(signature)
      if let authority { try authority.sign(into: &made) }
      count += 1
      elapsed = begun.duration(to: clock.now)
    } while elapsed < limit
    return Double(count) / (elapsed / .seconds(1))
  }
}
