import OpenSSLBackend
import PKIModel

/// Keys that are made once for all tests.
enum SigningKeys {
  static let authority = Result { () throws(KeyError) in try KeyGenerator.make(.ed25519) }
  static let ed25519 = Result { () throws(KeyError) in try KeyGenerator.make(.ed25519) }
  static let p256 = Result { () throws(KeyError) in try KeyGenerator.make(.p256) }
  static let rsa = Result { () throws(KeyError) in try KeyGenerator.make(.rsa2048) }
}
