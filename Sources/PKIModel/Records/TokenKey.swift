/// A key pair of a software token, as the ledger knows it; the private key lies in a file of its own.
package struct TokenKey: Hashable, Sendable {
  package let uuid: UniqueID
  package let tokenProfile: UniqueID
  /// Names the key in its token, for ever.
  package let alias: String
  /// The name that people gave it; the alias where they gave none.
  package let name: String
  package let description: String?
  package let publicKey: SubjectPublicKeyInfo
  /// SHA-256 of the public key's DER.
  package let fingerprint: [UInt8]
  package let state: KeyState
  package let created: UTCInstant

  package init(
    uuid: UniqueID, tokenProfile: UniqueID, alias: String, name: String, description: String?,
    publicKey: SubjectPublicKeyInfo, fingerprint: [UInt8], state: KeyState, created: UTCInstant
  ) {
    self.uuid = uuid
    self.tokenProfile = tokenProfile
    self.alias = alias
    self.name = name
    self.description = description
    self.publicKey = publicKey
    self.fingerprint = fingerprint
    self.state = state
    self.created = created
  }

  /// The same key in another state.
  package func with(state: KeyState) -> TokenKey {
    TokenKey(
      uuid: uuid, tokenProfile: tokenProfile, alias: alias, name: name, description: description,
      publicKey: publicKey, fingerprint: fingerprint, state: state, created: created)
  }
}
