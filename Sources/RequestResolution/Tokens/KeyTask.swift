import Configuration
import ManifestReading
import PKIModel

/// What a request wants of the keys of tokens.
enum KeyTask: Sendable {
  case create(KeyCreation)
  /// The keys of a token profile, or of all.
  case list(TokenProfile?)
  case destroy(KeyDestruction)
}

/// A key that is to be made.
struct KeyCreation: Sendable {
  let tokenProfile: TokenProfile
  let alias: String
  let name: String
  let description: String?
  let algorithm: KeyAlgorithm
}

/// A key that is to be destroyed.
struct KeyDestruction: Sendable {
  let key: KeyReference
  /// Nil where the request does not say.
  let tokenProfile: UniqueID?
  let token: UniqueID?
  let isConfirmed: Bool
}

/// A key of a token, as a request names it.
struct TokenKeySelection: Sendable {
  let key: KeyReference
  let tokenProfile: TokenProfile
}

/// A certificate request that is to be made with a key of a token.
struct KeyedRequest: Sendable {
  let selection: TokenKeySelection
  let signature: SignatureChoice
}

/// What a certificate is to hold whose request is made with a key of a token.
struct KeyedNames: Sendable {
  /// The subject of the request; attributes may change it in the certificate.
  let requestedSubject: DistinguishedName
  let subject: DistinguishedName
  let altNames: [GeneralName]
  let extensions: [CertificateExtension]
}
