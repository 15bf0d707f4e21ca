/// The private keys of software tokens, as deciding uses them; all lanes share one.
package protocol TokenKeyring: Sendable {
  /// Makes a key pair; nobody has it until its file is kept.
  func makeKey(_ algorithm: KeyAlgorithm, in tokenProfile: UniqueID) -> Result<NewTokenKey, TokenProblem>
  /// A signature by a key over a message; empty where nothing is signed, because the run only checks.
  func sign(_ message: [UInt8], with key: TokenKey, by method: SignatureMethod) -> Result<[UInt8], TokenProblem>
}

/// A key pair that was made and is not on record yet.
package struct NewTokenKey: Hashable, Sendable {
  package let publicKey: SubjectPublicKeyInfo
  /// The private key, encrypted, as its file holds it; empty where none will be written.
  package let file: [UInt8]

  package init(publicKey: SubjectPublicKeyInfo, file: [UInt8]) {
    self.publicKey = publicKey
    self.file = file
  }
}

/// Why a token gives no key.
package struct TokenProblem: Error, Hashable, Sendable {
  /// For people.
  package let text: String

  package init(text: String) { self.text = text }
}
