import TestSupport

/// Random requests that build on each other: every kind of order that lanes could get wrong.
struct MixedManifest {
  /// Long enough for a profile to hash it cheaply.
  static let password = "correct horse battery staple"

  let pool: RequestPool
  var random: SplitMix
  /// How many end entities there are.
  private let entities: Int
  /// The keys that requests name, with their algorithms: those that are there before, and those that requests make.
  var keys: [(name: String, isRSA: Bool)]
  private(set) var ids: [String] = []
  /// The requests that may make certificates.
  var issuing: [String] = []
  /// What was put into locations.
  var pushed: [(certificate: String, location: String)] = []
  private var submitted: [String] = []
  private var requests: [String] = []

  /// - Parameters:
  ///   - pool: Of a site.
  ///   - keys: The UUIDs of Ed25519 keys that are there.
  init(_ pool: RequestPool, keys: [String], seed: UInt64, count: Int, entities: Int) {
    self.pool = pool
    self.keys = keys.map { ($0, false) }
    random = SplitMix(seed: seed)
    self.entities = entities
    for position in 0..<count {
      let request = next("r-\(position)")
      requests.append(request)
      ids.append("r-\(position)")
    }
  }

  func text(batch: String = "b-1") -> String { ManifestText.of(requests, batch: batch) }

  /// The same requests in another order, some of them left out, some with other content.
  func again() -> MixedManifest {
    var copy = self
    copy.requests.shuffle(using: &copy.random)
    copy.requests.removeLast(copy.requests.count / 8)
    return copy
  }

  // MARK: Choosing

  /// One kind of request, and how often it comes among all others.
  private struct Kind: Sendable {
    let weight: Int
    let make: @Sendable (inout MixedManifest, _ id: String) -> String

    init(_ weight: Int, _ make: @escaping @Sendable (inout MixedManifest, _ id: String) -> String) {
      self.weight = weight
      self.make = make
    }
  }

  private static let kinds: [Kind] = certificateKinds + keyKinds + locationKinds + refused

  private static let certificateKinds: [Kind] = [
    Kind(38) { $0.issue($1) }, Kind(14) { $0.revoke($1) }, Kind(6) { $0.repeated($1) }, Kind(26) { $0.endEntity($1) },
    Kind(6) { $0.dependent($1, on: $0.earlier()) },
    // Stands later, or nowhere.
    Kind(2) { $0.dependent($1, on: "r-\($0.ids.count + 3)") },
    Kind(8) { $0.successor($1) }, Kind(4) { $0.submission($1) }, Kind(4) { $0.question($1) }, Kind(7) { $0.bulk($1) },
    Kind(6) { OtherCertificates.upload($1, $0.pick($0.pool.elsewhere)) },
    Kind(7) { $0.about($1, "identifyCertificate") }, Kind(3) { $0.about($1, "getCertificateEventHistory") },
    Kind(2) { $0.about($1, "revokeCertificate", #""body":{"reason":"superseded"}"#) },
  ]

  private static let keyKinds: [Kind] = [
    Kind(4) { $0.createKey($1) }, Kind(12) { $0.issueKeyed($1) }, Kind(4) { $0.rekeyKeyed($1) },
    Kind(3) { $0.destroyKey($1) }, Kind(2) { ManifestText.request($1, "listKeys") },
  ]

  private static let locationKinds: [Kind] = [
    Kind(20) { $0.push($1) }, Kind(6) { $0.remove($1) }, Kind(4) { $0.replace($1) },
    Kind(2) { ManifestText.request($1, "listLocations") },
  ]

  /// What no ledger could make right, and what needs none.
  private static let refused: [Kind] = [
    Kind(5) { ManifestText.issue($1, $0.pool.foreignSubject, name: "a.example") },
    Kind(3) { ManifestText.issue($1, $0.pool.unproven, name: "a.example") },
    Kind(3) { ManifestText.issue($1, $0.pick($0.pool.good), name: "no name") },
    Kind(1) { ManifestText.request($1, "listIssueCertificateAttributes") },
    Kind(1) { ManifestText.request($1, "validateIssueCertificateAttributes", #""body":[{"name":"odd"}]"#) },
    Kind(2) { _, _ in #"{"id":7,"operation":"issueCertificate"}"# },
    Kind(1) { ManifestText.request($1, "issueCertificate", #""body":{"request":"%%%"}"#) },
  ]

  private static let total = kinds.map(\.weight).reduce(0, +)

  private mutating func next(_ id: String) -> String {
    var rest = Int.random(in: 0..<MixedManifest.total, using: &random)
    for kind in MixedManifest.kinds {
      if rest < kind.weight { return kind.make(&self, id) }
      rest -= kind.weight
    }
    return issue(id)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  /// The id of a recent request, so that it is likely to be under way still; most often one that makes a certificate.
  mutating func earlier() -> String {
    let recent = Int.random(in: 0..<5, using: &random) == 0 ? ids.suffix(12) : issuing.suffix(6)
    return recent.isEmpty ? "r-0" : pick(Array(recent))
  }

  /// A certificate from elsewhere, or a recent one.
  private mutating func anyCertificate() -> String {
    Int.random(in: 0..<3, using: &random) > 0
      ? OtherCertificates.name(pick(pool.elsewhere)) : #""@\#(earlier())""#
  }

  // MARK: Certificates

  private mutating func issue(_ id: String) -> String {
    issuing.append(id)
    return ManifestText.issue(id, pick(pool.good), name: "\(id).example")
  }

  private mutating func dependent(_ id: String, on other: String) -> String {
    issuing.append(id)
    return ManifestText.issue(id, pick(pool.good), name: "\(id).example", #""dependsOn":["\#(other)"]"#)
  }

  /// A request whose id was used before: with the same content, or with other content.
  private mutating func repeated(_ id: String) -> String {
    guard let last = requests.last, Bool.random(using: &random) else { return issue(earlier()) }
    return last
  }

  private mutating func revoke(_ id: String) -> String {
    let reason = pick(["keyCompromise", "superseded", "cessationOfOperation", nil])
    let destroys = Int.random(in: 0..<3, using: &random) == 0
    return ManifestText.request(
      id, "revokeCertificate", #""certificateUuid":"@\#(earlier())""#, confirmation(),
      "\"body\":{\(reason.map { "\"reason\":\"\($0)\"," } ?? "")\"destroyKey\":\(destroys)}")
  }

  /// A renewal with the request on record, or one with a request that may have another key, or be refused.
  private mutating func successor(_ id: String) -> String {
    let certificate = #""certificateUuid":"@\#(earlier())""#
    issuing.append(id)
    if Bool.random(using: &random) {
      return ManifestText.request(id, "renewCertificate", certificate, #""body":{}"#)
    }
    let operation = Bool.random(using: &random) ? "renewCertificate" : "rekeyCertificate"
    let request = ManifestText.base64(pick(pool.good + [pool.unproven]))
    return ManifestText.request(id, operation, certificate, #""body":{"request":"\#(request)"}"#)
  }

  /// A request for later, or the order to issue a recent one.
  private mutating func submission(_ id: String) -> String {
    guard let last = submitted.last, Bool.random(using: &random) else {
      submitted.append(id)
      issuing.append(id)
      let request = ManifestText.base64(pick(pool.good))
      return ManifestText.request(id, "submitCertificateRequest", #""body":{"request":"\#(request)"}"#)
    }
    return ManifestText.request(id, "issueNewCertificate", #""certificateUuid":"@\#(last)""#)
  }

  /// What a recent certificate is like now, how many there are, or which are revoked.
  private mutating func question(_ id: String) -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: ManifestText.request(id, "getCertificate", #""certificateUuid":"@\#(earlier())""#)
    case 1: ManifestText.request(id, "listCertificates", #""body":{"itemsPerPage":1000}"#)
    default: ManifestText.request(id, "getCrl")
    }
  }

  private mutating func about(_ id: String, _ operation: String, _ members: String...) -> String {
    let all = [#""certificateUuid":\#(anyCertificate())"#] + members
    return ManifestText.request(id, operation, all.joined(separator: ","))
  }

  /// Revokes some certificates that are named, or those whose serial numbers begin with a digit.
  private mutating func bulk(_ id: String) -> String {
    if Int.random(in: 0..<3, using: &random) > 0 {
      let names = [anyCertificate()] + (0..<2).map { _ in #""@\#(earlier())""# }
      return ManifestText.request(
        id, "bulkRevoke", #""body":{"certificateUuids":[\#(names.joined(separator: ","))]}"#)
    }
    let digit = Int.random(in: 1...7, using: &random)
    return ManifestText.request(
      id, "bulkRevoke",
      """
      "body":{"filters":[{"fieldSource":"property","fieldIdentifier":"SERIAL_NUMBER","condition":"STARTS_WITH",\
      "value":"\(digit)"}]}
      """)
  }

  // MARK: End entities

  private mutating func endEntity(_ id: String) -> String {
    let name = "user-\(Int.random(in: 0..<entities, using: &random))"
    let named = #""username":"\#(name)""#
    switch Int.random(in: 0..<18, using: &random) {
    case 0..<4:
      return ManifestText.addEndEntity(id, name, password: MixedManifest.password, name: "\(name).example")
    case 4..<8:
      issuing.append(id)
      return ManifestText.enrol(id, name, password: MixedManifest.password, pick(pool.good))
    case 8, 9: return ManifestText.enrol(id, name, password: "wrong", pick(pool.good))
    case 10: return ManifestText.request(id, "listEntities")
    case 11, 12:
      let password = Bool.random(using: &random) ? #","password":"\#(MixedManifest.password)""# : ""
      return ManifestText.request(
        id, "editEndEntity", named, #""body":{"status":"NEW","email":"\#(id)@example.com"\#(password)}"#)
    case 13, 14: return ManifestText.request(id, "revokeAndDeleteEndEntity", named)
    case 15: return ManifestText.request(id, "resetPassword", named)
    default: return ManifestText.request(id, "getEndEntity", named)
    }
  }
}
