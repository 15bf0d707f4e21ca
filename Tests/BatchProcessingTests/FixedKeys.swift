import OpenSSLBackend
import PKIModel

@testable import BatchProcessing

/// Keys that are the same in every run of a test, one for each algorithm whose signatures hold nothing random.
enum FixedKeys {
  private static let keys = Dictionary(
    uniqueKeysWithValues: [KeyAlgorithm.ed25519, .rsa2048, .rsa3072].map { algorithm in
      (algorithm, Result { () throws(KeyError) in try KeyGenerator.make(algorithm) })
    })

  static let make: KeyMaking = { (algorithm) throws(KeyError) in
    guard let key = keys[algorithm] else { throw .unsupportedAlgorithm }
    return try key.get()
  }
}
