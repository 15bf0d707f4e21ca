/// What verifying a request's signature gave.
package enum ProofOutcome: Sendable {
  case valid
  case invalid
  /// No implementation of the algorithm, or the algorithm does not fit the key.
  case unsupportedAlgorithm
}

/// The cryptography that deciding about requests needs; belongs to one lane.
package protocol RequestCryptography {
  /// Whether a request is signed by the key that it carries (RFC 2986 section 3).
  func verifyProof(of request: CertificationRequest) -> ProofOutcome
  /// Whether the proof of a request is quicker to verify together with others.
  func isProvableTogether(_ request: CertificationRequest) -> Bool
  /// Which of such requests are known to be signed by the keys that they carry; false says nothing, such a one is to be
  /// verified alone.
  func provenTogether(_ requests: [CertificationRequest]) -> [Bool]
  /// Whether a CRMF request, or what its proof says instead, is signed by the key of its template (RFC 4211 4.1).
  func verifyProof(_ proof: SigningKeyProof, of message: CertificateRequestMessage) -> ProofOutcome
  /// Whether a certificate is signed by a key (RFC 5280 6.1.3).
  func verifySignature(of certificate: Certificate, by key: SubjectPublicKeyInfo) -> ProofOutcome
  /// Whether a public key is one of its algorithm, such as a point on its curve; a valid proof says so, too.
  func isSound(_ key: SubjectPublicKeyInfo) -> Bool
  /// The key identifier of RFC 5280 4.2.1.2 method 1: SHA-1 of the key's octets.
  func keyIdentifier(of key: SubjectPublicKeyInfo) -> [UInt8]
  /// Whether Fermat's method finds factors of an odd number within some steps, because they are close to each other.
  func hasCloseFactors(_ number: [UInt8], steps: Int) -> Bool
  func sha256(_ octets: [UInt8]) -> [UInt8]
  /// A salted slow hash of an enrolment password; one more in `logCost` takes twice the time.
  func passwordHash(_ password: String, logCost: Int) throws -> String
  /// Whether a password is the one behind a hash.
  func password(_ password: String, matches hash: String) throws -> Bool
  /// Octets that nobody can guess.
  func randomOctets(_ count: Int) throws -> [UInt8]
}

/// Where the unpredictable part of serial numbers comes from.
package protocol SerialNumberSource: Sendable {
  /// 16 octets for a request's certificate; another attempt of the same request gives others.
  func randomOctets(forRequest id: String, attempt: Int) throws -> [UInt8]
}
