import DERCoding

/// How a key of a token signs a certificate request, as the signature attributes of the API choose it.
package enum SignatureMethod: Hashable, Sendable {
  case rsa(RSAScheme, SignatureDigest)
  case ecdsa(SignatureDigest)
  /// Signs the message whole.
  case ed25519

  /// The padding of an RSA signature; the raw value is the API's code.
  package enum RSAScheme: String, CaseIterable, Sendable {
    case pkcs1 = "PKCS1-v1_5"
    case pss = "PSS"
  }

  /// Every method that the API has a name for.
  package static let all: [SignatureMethod] =
    RSAScheme.allCases.flatMap { scheme in SignatureDigest.allCases.map { .rsa(scheme, $0) } }
    + SignatureDigest.allCases.map { .ecdsa($0) } + [.ed25519]

  /// The method that an algorithm identifier written by `algorithm` means; nil for any other.
  package init?(_ algorithm: AlgorithmIdentifier) {
    guard let method = SignatureMethod.all.first(where: { $0.algorithm == algorithm }) else { return nil }
    self = method
  }

  /// What stands beside the signature (RFC 4055, RFC 5758, RFC 8410).
  package var algorithm: AlgorithmIdentifier {
    switch self {
    case .rsa(.pkcs1, let digest):
      AlgorithmIdentifier(digest.withRSA, parameters: AlgorithmIdentifier.nullParameters)
    case .rsa(.pss, let digest): AlgorithmIdentifier(.rsassaPSS, parameters: digest.pssParameters)
    case .ecdsa(let digest): AlgorithmIdentifier(digest.withECDSA)
    case .ed25519: AlgorithmIdentifier(.ed25519)
    }
  }

  /// Whether a key can sign in this way.
  package func fits(_ key: SubjectPublicKeyInfo) -> Bool {
    switch (self, key.kind) {
    case (.rsa, .rsa), (.ecdsa, .ec), (.ed25519, .ed25519): true
    default: false
    }
  }
}

/// A digest that a signature attribute can name; the raw value is the API's code.
package enum SignatureDigest: String, CaseIterable, Sendable {
  case md5 = "MD5"
  case sha1 = "SHA-1"
  case sha224 = "SHA-224"
  case sha256 = "SHA-256"
  case sha384 = "SHA-384"
  case sha512 = "SHA-512"
  case sha3256 = "SHA3-256"
  case sha3384 = "SHA3-384"
  case sha3512 = "SHA3-512"

  /// The size of the digest, which is the size of the salt too (RFC 4055 3.1).
  private var octets: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha224: 28
    case .sha256, .sha3256: 32
    case .sha384, .sha3384: 48
    case .sha512, .sha3512: 64
    }
  }

  /// The digest's own identifier.
  package var oid: OID {
    switch self {
    case .md5: OID(1, 2, 840, 113549, 2, 5)
    case .sha1: OID(1, 3, 14, 3, 2, 26)
    case .sha224: OID(2, 16, 840, 1, 101, 3, 4, 2, 4)
    case .sha256: OID(2, 16, 840, 1, 101, 3, 4, 2, 1)
    case .sha384: OID(2, 16, 840, 1, 101, 3, 4, 2, 2)
    case .sha512: OID(2, 16, 840, 1, 101, 3, 4, 2, 3)
    case .sha3256: OID(2, 16, 840, 1, 101, 3, 4, 2, 8)
    case .sha3384: OID(2, 16, 840, 1, 101, 3, 4, 2, 9)
    case .sha3512: OID(2, 16, 840, 1, 101, 3, 4, 2, 10)
    }
  }

  fileprivate var withRSA: OID {
    switch self {
    case .md5: OID(1, 2, 840, 113549, 1, 1, 4)
    case .sha1: OID(1, 2, 840, 113549, 1, 1, 5)
    case .sha224: OID(1, 2, 840, 113549, 1, 1, 14)
    case .sha256: .sha256WithRSA
    case .sha384: .sha384WithRSA
    case .sha512: .sha512WithRSA
    case .sha3256: .sha3256WithRSA
    case .sha3384: .sha3384WithRSA
    case .sha3512: .sha3512WithRSA
    }
  }

  /// ECDSA with MD5 has no identifier that anybody reads; the digest's own stands for it until it is refused.
  fileprivate var withECDSA: OID {
    switch self {
    case .md5: oid
    case .sha1: OID(1, 2, 840, 10045, 4, 1)
    case .sha224: OID(1, 2, 840, 10045, 4, 3, 1)
    case .sha256: .ecdsaWithSHA256
    case .sha384: .ecdsaWithSHA384
    case .sha512: .ecdsaWithSHA512
    case .sha3256: OID(2, 16, 840, 1, 101, 3, 4, 3, 10)
    case .sha3384: OID(2, 16, 840, 1, 101, 3, 4, 3, 11)
    case .sha3512: OID(2, 16, 840, 1, 101, 3, 4, 3, 12)
    }
  }

  /// RSASSA-PSS-params (RFC 4055 3.1) with MGF1 of the same digest and a salt as long as it.
  fileprivate var pssParameters: [UInt8] {
    let digest = AlgorithmIdentifier(oid, parameters: AlgorithmIdentifier.nullParameters)
    var writer = DERWriter()
    writer.sequence {
      $0.constructed(.contextConstructed(0)) { digest.write(to: &$0) }
      $0.constructed(.contextConstructed(1)) {
        $0.sequence {
          OID(1, 2, 840, 113549, 1, 1, 8).write(to: &$0)
          digest.write(to: &$0)
        }
      }
      $0.constructed(.contextConstructed(2)) { $0.integer(octets) }
    }
    return writer.bytes
  }
}
