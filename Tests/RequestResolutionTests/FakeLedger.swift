import PKIModel

/// A ledger in memory, of one batch; what is intended counts as issued at once.
struct FakeLedger: LedgerReading, LedgerView {
  var requests: [String: RequestRecord] = [:]
  var duplicates: [RequestRecord] = []
  var certificates: [UniqueID: CertificateRecord] = [:]
  var revocations: [UniqueID: Revocation] = [:]
  var crls: [UniqueID: [UInt8]] = [:]
  var attributes: [UniqueID: [UInt8]] = [:]
  var successions: [Succession] = []
  var submissions: [UniqueID: SubmittedRequest] = [:]
  var entities: [EndEntity] = []
  var enrolments: [(raProfile: UniqueID, username: String, certificate: UniqueID)] = []
  var deletions: [(raProfile: UniqueID, username: String)] = []
  var places: [LocationEntry] = []
  var changing: [LocationEntry] = []

  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result { try body(self) }

  func request(id: String) -> RequestRecord? { requests[id] }
  func duplicate(id: String, position: Int) -> RequestRecord? {
    duplicates.first { $0.id == id && $0.position == position }
  }
  func certificate(_ uuid: UniqueID) -> CertificateRecord? { certificates[uuid] }
  func certificate(fingerprint: [UInt8]) -> CertificateRecord? {
    certificates.values.first { $0.fingerprint == fingerprint }
  }
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) rethrows {
    try certificates.values.sorted { $0.uuid.octets.lexicographicallyPrecedes($1.uuid.octets) }.forEach(body)
  }
  func lastCRL(authority: UniqueID) -> [UInt8]? { crls[authority] }
  func revocation(of certificate: UniqueID) -> Revocation? { revocations[certificate] }
  func submission(_ uuid: UniqueID) -> SubmittedRequest? { submissions[uuid] }
  func successions(of certificate: UniqueID) -> [Succession] { successions.filter { $0.predecessor == certificate } }
  func customAttributes(of certificate: UniqueID) -> [UInt8] { attributes[certificate] ?? [] }
  func endEntity(raProfile: UniqueID, username: String) -> EndEntity? {
    entities.first { $0.raProfile == raProfile && $0.username == username }
  }
  func endEntities(raProfile: UniqueID) -> [EndEntity] {
    entities.filter { $0.raProfile == raProfile }.sorted { $0.username < $1.username }
  }
  func isEndEntityDeleted(raProfile: UniqueID, username: String) -> Bool {
    deletions.contains { $0.raProfile == raProfile && $0.username == username }
  }
  func certificates(raProfile: UniqueID, username: String) -> [CertificateRecord] {
    enrolments.filter { $0.raProfile == raProfile && $0.username == username }.compactMap {
      certificates[$0.certificate]
    }
  }

  func locationEntry(_ alias: String, in location: UniqueID) -> LocationEntry? {
    places.first { $0.location == location && $0.alias == alias }
  }
  func locationEntries(in location: UniqueID) -> [LocationEntry] {
    places.filter { $0.location == location }.sorted { $0.alias < $1.alias }
  }
  func locationEntries(of certificate: UniqueID) -> [LocationEntry] { places.filter { $0.certificate == certificate } }
  func isChanging(_ alias: String, in location: UniqueID) -> Bool {
    changing.contains { $0.location == location && $0.alias == alias }
  }
  func locationChanges(ofRequest id: String) -> [LocationChange] { [] }

  mutating func record(_ decision: RecordedDecision) {
    if decision.request.isDuplicate {
      duplicates.append(decision.request)
    } else {
      requests[decision.request.id] = decision.request
    }
    for change in decision.changes {
      switch change {
      case .intend(let intended):
        certificates[intended.uuid] = intended.with(state: .issued)
      case .abandon(let uuid): certificates[uuid] = certificates[uuid]?.with(state: .failed)
      case .revoke(let revocation):
        certificates[revocation.certificate] = certificates[revocation.certificate]?.with(state: .revoked)
        revocations[revocation.certificate] = revocation
      case .submit(let submission): submissions[submission.uuid] = submission
      case .keep(let kept): attributes[kept.certificate] = kept.members
      case .succeed(let succession): successions.append(succession)
      case .place(let change):
        places.removeAll { $0.location == change.location && $0.alias == change.alias }
        if let certificate = change.certificate {
          places.append(
            LocationEntry(
              location: change.location, alias: change.alias, certificate: certificate,
              pushAttributes: change.pushAttributes))
        }
      case .addEndEntity(let entity): entities.append(entity)
      case .updateEndEntity(let entity):
        entities.removeAll { $0.username == entity.username && $0.raProfile == entity.raProfile }
        entities.append(entity)
      case .enrol(let certificate, let profile, let username): enrolments.append((profile, username, certificate))
      case .deleteEndEntity(let profile, let username, _):
        entities.removeAll { $0.username == username && $0.raProfile == profile }
        deletions.append((profile, username))
      }
    }
  }
}
