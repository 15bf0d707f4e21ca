import PKIModel

/// A ledger in memory, of one batch; what is intended counts as issued at once.
struct FakeLedger: LedgerReading, LedgerView {
  var requests: [String: RequestRecord] = [:]
  var duplicates: [RequestRecord] = []
  var certificates: [UniqueID: CertificateRecord] = [:]
  var revocations: [UniqueID: Revocation] = [:]
  /// The ids of the requests that revoked.
  var revokers: [UniqueID: String] = [:]
  /// When the run before the first one would have been; each comes a second later.
  static let time: Int64 = 1_790_000_000
  var crls: [UniqueID: [UInt8]] = [:]
  /// The authorities with revocations that their CRLs do not list.
  var unlisted: Set<UniqueID> = []
  var attributes: [UniqueID: [UInt8]] = [:]
  var successions: [Succession] = []
  var submissions: [UniqueID: SubmittedRequest] = [:]
  var entities: [EndEntity] = []
  var enrolments: [(raProfile: UniqueID, username: String, certificate: UniqueID)] = []
  var deletions: [(raProfile: UniqueID, username: String)] = []
  var keys: [(key: TokenKey, request: String)] = []
  var places: [LocationEntry] = []
  var changing: [LocationEntry] = []

  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result { try body(self) }

  func request(id: String) -> RequestRecord? { requests[id] }
  func duplicate(id: String, position: Int) -> RequestRecord? {
    duplicates.first { $0.id == id && $0.position == position }
  }
  func certificate(_ uuid: UniqueID) -> CertificateRecord? { certificates[uuid] }
  func standings(of uuids: [UniqueID]) -> [UniqueID: CertificateStanding] {
    certificates.filter { uuids.contains($0.key) }.mapValues(CertificateStanding.init)
  }
  func certificate(fingerprint: [UInt8]) -> CertificateRecord? {
    certificates.values.first { $0.fingerprint == fingerprint }
  }
  func forEachCertificate(_ body: (CertificateRecord) throws -> Void) rethrows {
    try certificates.values.sorted { $0.uuid.octets.lexicographicallyPrecedes($1.uuid.octets) }.forEach(body)
  }
  func lastCRL(authority: UniqueID) -> [UInt8]? { crls[authority] }
  func hasUnlistedRevocations(authority: UniqueID) -> Bool { unlisted.contains(authority) }
  func hasCertificates(authority: UniqueID) -> Bool {
    certificates.values.contains { $0.authority == authority && $0.state != .failed }
  }
  func revocation(of certificate: UniqueID) -> Revocation? { revocations[certificate] }
  func submission(_ uuid: UniqueID) -> SubmittedRequest? { submissions[uuid] }
  func forEachWaiting(_ body: (SubmittedRequest) throws -> Void) rethrows {
    try submissions.values.filter { certificates[$0.uuid] == nil }
      .sorted { $0.uuid.octets.lexicographicallyPrecedes($1.uuid.octets) }.forEach(body)
  }
  func successions(of certificate: UniqueID) -> [Succession] { successions.filter { $0.predecessor == certificate } }
  func predecessor(of certificate: UniqueID) -> UniqueID? {
    successions.first { $0.successor == certificate }?.predecessor
  }
  func mentions(of certificate: UniqueID) -> [CertificateMention] {
    requests.values.filter { request in
      (request.certificate == certificate && !request.detail.isEmpty) || revokers[certificate] == request.id
    }
    .sorted { $0.position < $1.position }
    .map { request in
      CertificateMention(
        request: request, batch: "b", run: Int64(request.run),
        date: UTCInstant(seconds: FakeLedger.time + Int64(request.run)))
    }
  }
  func arrival(of certificate: UniqueID) -> CertificateArrival? {
    certificates[certificate].map { _ in CertificateArrival(batch: "b", date: UTCInstant(seconds: FakeLedger.time)) }
  }
  func customAttributes(of certificate: UniqueID) -> [UInt8] { attributes[certificate] ?? [] }
  func tokenKey(_ uuid: UniqueID) -> TokenKey? { keys.first { $0.key.uuid == uuid }?.key }
  func tokenKey(alias: String, in tokenProfile: UniqueID) -> TokenKey? {
    keys.first { $0.key.alias == alias && $0.key.tokenProfile == tokenProfile }?.key
  }
  func tokenKey(fingerprint: [UInt8]) -> TokenKey? { keys.first { $0.key.fingerprint == fingerprint }?.key }
  func tokenKey(ofRequest id: String) -> TokenKey? { keys.first { $0.request == id }?.key }
  func tokenKeys(in tokenProfile: UniqueID?) -> [TokenKey] {
    keys.map(\.key).filter { tokenProfile == nil || $0.tokenProfile == tokenProfile }.sorted { $0.alias < $1.alias }
  }
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
      case .revoke(_, let revocation):
        certificates[revocation.certificate] = certificates[revocation.certificate]?.with(state: .revoked)
        revocations[revocation.certificate] = revocation
        revokers[revocation.certificate] = decision.request.id
      case .submit(let submission): submissions[submission.uuid] = submission
      case .keep(let kept): attributes[kept.certificate] = kept.members
      case .succeed(let succession): successions.append(succession)
      case .take(let certificate): certificates[certificate.uuid] = certificate
      case .identify(let uuid, let profile, let authority):
        guard let old = certificates[uuid] else { continue }
        certificates[uuid] = CertificateRecord(
          uuid: uuid, authority: authority, raProfile: profile, serialNumber: old.serialNumber, state: old.state,
          tbs: old.tbs, signature: old.signature, fingerprint: old.fingerprint, request: old.request)
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
      case .addKey(let key): keys.append((key, decision.request.id))
      case .changeKey(let key, _): keys = keys.map { $0.key.uuid == key.uuid ? (key, $0.request) : $0 }
      }
    }
  }
}
