import PKIModel

extension LayeredView {
  func endEntity(raProfile: UniqueID, username: String) throws -> EndEntity? {
    if let entity = try upper.endEntity(raProfile: raProfile, username: username) { return entity }
    guard try !upper.isEndEntityDeleted(raProfile: raProfile, username: username) else { return nil }
    return try lower.endEntity(raProfile: raProfile, username: username)
  }

  func endEntities(raProfile: UniqueID) throws -> [EndEntity] {
    let new = try upper.endEntities(raProfile: raProfile)
    let hidden = try upper.deletedEndEntities(raProfile: raProfile).union(new.map(\.username))
    return (new + (try lower.endEntities(raProfile: raProfile)).filter { !hidden.contains($0.username) })
      .sorted { $0.username.utf8.lexicographicallyPrecedes($1.username.utf8) }
  }

  func isEndEntityDeleted(raProfile: UniqueID, username: String) throws -> Bool {
    try upper.isEndEntityDeleted(raProfile: raProfile, username: username)
      || lower.isEndEntityDeleted(raProfile: raProfile, username: username)
  }

  func certificates(raProfile: UniqueID, username: String) throws -> [CertificateRecord] {
    let old = try lower.certificates(raProfile: raProfile, username: username).map { try certificate($0.uuid) ?? $0 }
    return (old + (try upper.certificates(raProfile: raProfile, username: username)))
      .sorted { $0.uuid.octets.lexicographicallyPrecedes($1.uuid.octets) }
  }
}
