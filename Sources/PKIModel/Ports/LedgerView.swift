/// The ledger as a request sees it: what is committed, nothing of what is under way.
package protocol LedgerView {
  /// The request with this id in the view's batch.
  func request(id: String) throws -> RequestRecord?
  /// The refusal of a request at this place whose id another one of the batch has.
  func duplicate(id: String, position: Int) throws -> RequestRecord?
  /// The certificate with this UUID.
  func certificate(_ uuid: UniqueID) throws -> CertificateRecord?
  /// Where the certificates with these UUIDs stand; those that are not on record are left out.
  func standings(of certificates: [UniqueID]) throws -> [UniqueID: CertificateStanding]
  /// The certificate whose DER has this SHA-256 digest.
  func certificate(fingerprint: [UInt8]) throws -> CertificateRecord?
  /// Every certificate, in the order of their UUIDs' octets.
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) throws
  /// The DER of an authority's latest CRL.
  func lastCRL(authority: UniqueID) throws -> [UInt8]?
  /// Whether certificates of an authority are revoked that its latest CRL does not list.
  func hasUnlistedRevocations(authority: UniqueID) throws -> Bool
  /// Whether an authority has certificates, those aside that could not be signed.
  func hasCertificates(authority: UniqueID) throws -> Bool
  /// The revocation of a certificate.
  func revocation(of certificate: UniqueID) throws -> Revocation?
  /// What was submitted for the certificate with this UUID, issued since or not.
  func submission(_ uuid: UniqueID) throws -> SubmittedRequest?
  /// Every request that was submitted and waits, in the order of the certificates' UUIDs.
  func forEachWaiting(_ body: (SubmittedRequest) throws -> Void) throws
  /// The certificates that were issued in the place of this one and did not fail, the first one first.
  func successions(of certificate: UniqueID) throws -> [Succession]
  /// The certificate in whose place this one was issued.
  func predecessor(of certificate: UniqueID) throws -> UniqueID?
  /// The requests about a certificate that have more to say than that it was issued, the first one first.
  func mentions(of certificate: UniqueID) throws -> [CertificateMention]
  /// How a certificate came into the ledger; nil where that is not on record.
  func arrival(of certificate: UniqueID) throws -> CertificateArrival?
  /// The custom attributes of a certificate, as JSON members without braces; empty where it has none.
  func customAttributes(of certificate: UniqueID) throws -> [UInt8]
  /// The key of a token with this UUID.
  func tokenKey(_ uuid: UniqueID) throws -> TokenKey?
  /// The key of a token with an alias.
  func tokenKey(alias: String, in tokenProfile: UniqueID) throws -> TokenKey?
  /// The key of a token whose SubjectPublicKeyInfo has this SHA-256 digest.
  func tokenKey(fingerprint: [UInt8]) throws -> TokenKey?
  /// The key that a request of the view's batch created.
  func tokenKey(ofRequest id: String) throws -> TokenKey?
  /// The keys of a token, or of all, in the order of their tokens' UUIDs and their aliases' octets.
  func tokenKeys(in tokenProfile: UniqueID?) throws -> [TokenKey]
  /// The end entity with this name under an RA profile.
  func endEntity(raProfile: UniqueID, username: String) throws -> EndEntity?
  /// All end entities of an RA profile, in the order of their usernames' octets.
  func endEntities(raProfile: UniqueID) throws -> [EndEntity]
  /// Whether an end entity of this name was deleted.
  func isEndEntityDeleted(raProfile: UniqueID, username: String) throws -> Bool
  /// The certificates that an end entity enrolled for, in the order of their UUIDs' octets.
  func certificates(raProfile: UniqueID, username: String) throws -> [CertificateRecord]
  /// What stands in a location under an alias.
  func locationEntry(_ alias: String, in location: UniqueID) throws -> LocationEntry?
  /// All that stands in a location, in the order of the aliases' octets.
  func locationEntries(in location: UniqueID) throws -> [LocationEntry]
  /// Where a certificate stands, in the order of the locations' UUIDs.
  func locationEntries(of certificate: UniqueID) throws -> [LocationEntry]
  /// Whether a change of what stands under an alias is on record and not carried out.
  func isChanging(_ alias: String, in location: UniqueID) throws -> Bool
  /// The changes of a request that are on record and not carried out.
  func locationChanges(ofRequest id: String) throws -> [LocationChange]
}

/// The view of a ledger that holds nothing.
package struct EmptyLedgerView: LedgerView {
  package init() {}

  package func request(id: String) -> RequestRecord? { nil }
  package func duplicate(id: String, position: Int) -> RequestRecord? { nil }
  package func certificate(_ uuid: UniqueID) -> CertificateRecord? { nil }
  package func standings(of certificates: [UniqueID]) -> [UniqueID: CertificateStanding] { [:] }
  package func certificate(fingerprint: [UInt8]) -> CertificateRecord? { nil }
  package func forEachCertificate(_ body: (CertificateRecord) throws -> Void) {}
  package func lastCRL(authority: UniqueID) -> [UInt8]? { nil }
  package func hasUnlistedRevocations(authority: UniqueID) -> Bool { false }
  package func hasCertificates(authority: UniqueID) -> Bool { false }
  package func revocation(of certificate: UniqueID) -> Revocation? { nil }
  package func submission(_ uuid: UniqueID) -> SubmittedRequest? { nil }
  package func forEachWaiting(_ body: (SubmittedRequest) throws -> Void) {}
  package func successions(of certificate: UniqueID) -> [Succession] { [] }
  package func predecessor(of certificate: UniqueID) -> UniqueID? { nil }
  package func mentions(of certificate: UniqueID) -> [CertificateMention] { [] }
  package func arrival(of certificate: UniqueID) -> CertificateArrival? { nil }
  package func customAttributes(of certificate: UniqueID) -> [UInt8] { [] }
  package func tokenKey(_ uuid: UniqueID) -> TokenKey? { nil }
  package func tokenKey(alias: String, in tokenProfile: UniqueID) -> TokenKey? { nil }
  package func tokenKey(fingerprint: [UInt8]) -> TokenKey? { nil }
  package func tokenKey(ofRequest id: String) -> TokenKey? { nil }
  package func tokenKeys(in tokenProfile: UniqueID?) -> [TokenKey] { [] }
  package func endEntity(raProfile: UniqueID, username: String) -> EndEntity? { nil }
  package func endEntities(raProfile: UniqueID) -> [EndEntity] { [] }
  package func isEndEntityDeleted(raProfile: UniqueID, username: String) -> Bool { false }
  package func certificates(raProfile: UniqueID, username: String) -> [CertificateRecord] { [] }
  package func locationEntry(_ alias: String, in location: UniqueID) -> LocationEntry? { nil }
  package func locationEntries(in location: UniqueID) -> [LocationEntry] { [] }
  package func locationEntries(of certificate: UniqueID) -> [LocationEntry] { [] }
  package func isChanging(_ alias: String, in location: UniqueID) -> Bool { false }
  package func locationChanges(ofRequest id: String) -> [LocationChange] { [] }
}
