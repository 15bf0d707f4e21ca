package import AttributeValidation
package import PKIModel

/// An RA profile together with everything that its name leads to.
package final class ResolvedProfile: Sendable {
  package let raProfile: RAProfile
  package let authority: Authority
  package let certificateProfile: CertificateProfile
  package let endEntityProfile: EndEntityProfile
  package let issueAttributes: AttributeCatalog
  package let revokeAttributes: AttributeCatalog

  init(
    raProfile: RAProfile, authority: Authority, certificateProfile: CertificateProfile,
    endEntityProfile: EndEntityProfile, issueAttributes: AttributeCatalog, revokeAttributes: AttributeCatalog
  ) {
    self.raProfile = raProfile
    self.authority = authority
    self.certificateProfile = certificateProfile
    self.endEntityProfile = endEntityProfile
    self.issueAttributes = issueAttributes
    self.revokeAttributes = revokeAttributes
  }
}

/// The configuration of a home, complete and consistent: every reference in it leads somewhere.
package struct HomeConfiguration: Sendable {
  /// In the order of their names.
  package let authorities: [Authority]
  /// In the order of their names.
  package let profiles: [ResolvedProfile]
  /// In the order of their names.
  package let tokenProfiles: [TokenProfile]
  /// Those of certificates.
  package let customAttributes: AttributeCatalog
  /// In the order of their names.
  package let locations: [Location]
  /// SHA-256 digests of the SubjectPublicKeyInfo of keys that nobody may use any more.
  package let compromisedKeys: Set<[UInt8]>
  /// The home-relative paths of the files that it was read from, sorted.
  package let files: [String]
  /// What a digest of the configuration is taken of: the same for JSON and XML of the same content.
  package let canonicalOctets: [UInt8]

  private let profilesByUUID: [UniqueID: ResolvedProfile]
  private let profilesByName: [String: ResolvedProfile]
  private let authoritiesByUUID: [UniqueID: Authority]
  private let locationsByUUID: [UniqueID: Location]

  init(
    authorities: [Authority], profiles: [ResolvedProfile], tokenProfiles: [TokenProfile],
    customAttributes: AttributeCatalog, locations: [Location], compromisedKeys: Set<[UInt8]>, files: [String],
    canonicalOctets: [UInt8]
  ) {
    self.authorities = authorities.sorted { $0.name < $1.name }
    self.profiles = profiles.sorted { $0.raProfile.name < $1.raProfile.name }
    self.tokenProfiles = tokenProfiles.sorted { $0.name < $1.name }
    self.customAttributes = customAttributes
    self.locations = locations.sorted { $0.name < $1.name }
    self.compromisedKeys = compromisedKeys
    self.files = files
    self.canonicalOctets = canonicalOctets
    profilesByUUID = Dictionary(profiles.map { ($0.raProfile.uuid, $0) }, uniquingKeysWith: { first, _ in first })
    profilesByName = Dictionary(profiles.map { ($0.raProfile.name, $0) }, uniquingKeysWith: { first, _ in first })
    authoritiesByUUID = Dictionary(authorities.map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
    locationsByUUID = Dictionary(locations.map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The RA profile with a UUID.
  package func profile(_ uuid: UniqueID) -> ResolvedProfile? { profilesByUUID[uuid] }
  /// The RA profile with a name.
  package func profile(named name: String) -> ResolvedProfile? { profilesByName[name] }
  /// The token profile with a UUID.
  package func tokenProfile(_ uuid: UniqueID) -> TokenProfile? { tokenProfiles.first { $0.uuid == uuid } }
  /// The authority with a UUID.
  package func authority(_ uuid: UniqueID) -> Authority? { authoritiesByUUID[uuid] }

  /// The location with a UUID, unless it is disabled: the API does not find those.
  package func enabledLocation(_ uuid: UniqueID) -> Location? {
    locationsByUUID[uuid].flatMap { $0.isEnabled ? $0 : nil }
  }

  /// The location with a UUID, disabled or not.
  package func location(_ uuid: UniqueID) -> Location? { locationsByUUID[uuid] }
}
