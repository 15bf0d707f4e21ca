import TestSupport

/// Random requests that build on each other: every kind of order that lanes could get wrong.
struct MixedManifest {
  /// Long enough for a profile to hash it cheaply.
  private static let password = "correct horse battery staple"

  private let pool: RequestPool
  private var random: SplitMix
  /// How many end entities there are, and how many of the slow password operations are left.
  private let entities: Int
  private var slowOperations: Int
  private var ids: [String] = []
  private var submitted: [String] = []
  private var requests: [String] = []

  /// - Parameter pool: Of a site.
  init(_ pool: RequestPool, seed: UInt64, count: Int, entities: Int, slowOperations: Int) {
    self.pool = pool
    random = SplitMix(seed: seed)
    self.entities = entities
    self.slowOperations = slowOperations
    for position in 0..<count {
      let request = next(position)
      requests.append(request)
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

  private mutating func next(_ position: Int) -> String {
    let id = "r-\(position)"
    defer { ids.append(id) }
    switch Int.random(in: 0..<114, using: &random) {
    case 0..<34: return issue(id)
    case 34..<46: return revoke(id)
    case 46..<52: return repeated(position)
    case 52..<58: return dependent(id, on: earlier())
    // Stands later, or nowhere.
    case 58..<60: return dependent(id, on: "r-\(position + 3)")
    case 60..<74: return endEntity(id)
    case 74..<80: return ManifestText.issue(id, pool.foreignSubject, name: "a.example")
    case 80..<84: return ManifestText.issue(id, pool.unproven, name: "a.example")
    case 84..<88: return ManifestText.issue(id, pick(pool.good), name: "no name")
    case 89..<91: return submission(id)
    case 88..<89: return ManifestText.request(id, "listIssueCertificateAttributes")
    case 91..<92: return ManifestText.request(id, "validateIssueCertificateAttributes", #""body":[{"name":"odd"}]"#)
    case 92..<96: return successor(id)
    case 96..<97: return #"{"id":7,"operation":"issueCertificate"}"#
    case 97..<99: return question(id)
    case 100..<103: return OtherCertificates.upload(id, pick(pool.elsewhere))
    case 103..<106: return about(id, "identifyCertificate")
    case 106..<109: return about(id, "getCertificateEventHistory")
    case 109..<111: return about(id, "revokeCertificate", #""body":{"reason":"superseded"}"#)
    case 111..<114: return bulk(id)
    default: return ManifestText.request(id, "issueCertificate", #""body":{"request":"%%%"}"#)
    }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  /// The id of a recent request, so that it is likely to be under way still.
  private mutating func earlier() -> String {
    ids.isEmpty ? "r-0" : pick(Array(ids.suffix(12)))
  }

  private mutating func issue(_ id: String) -> String {
    ManifestText.issue(id, pick(pool.good), name: "\(id).example")
  }

  private mutating func revoke(_ id: String) -> String {
    let reasons = ["keyCompromise", "superseded", "cessationOfOperation", nil]
    return ManifestText.revoke(id, "@\(earlier())", reason: pick(reasons))
  }

  /// A renewal with the request on record, or one with a request that may have another key, or be refused.
  private mutating func successor(_ id: String) -> String {
    let certificate = #""certificateUuid":"@\#(earlier())""#
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
      let request = ManifestText.base64(pick(pool.good))
      return ManifestText.request(id, "submitCertificateRequest", #""body":{"request":"\#(request)"}"#)
    }
    return ManifestText.request(id, "issueNewCertificate", #""certificateUuid":"@\#(last)""#)
  }

  /// What a recent certificate is like now, or how many there are.
  private mutating func question(_ id: String) -> String {
    Bool.random(using: &random)
      ? ManifestText.request(id, "getCertificate", #""certificateUuid":"@\#(earlier())""#)
      : ManifestText.request(id, "listCertificates", #""body":{"itemsPerPage":1000}"#)
  }

  /// A certificate from elsewhere, or a recent one.
  private mutating func anyCertificate() -> String {
    Int.random(in: 0..<3, using: &random) > 0
      ? OtherCertificates.name(pick(pool.elsewhere)) : #""@\#(earlier())""#
  }

  private mutating func about(_ id: String, _ operation: String, _ members: String...) -> String {
    let all = [#""certificateUuid":\#(anyCertificate())"#] + members
    return ManifestText.request(id, operation, all.joined(separator: ","))
  }

  /// Revokes some certificates that are named, or those whose serial numbers begin with a digit.
  private mutating func bulk(_ id: String) -> String {
    if Bool.random(using: &random) {
      let names = (0..<3).map { _ in anyCertificate() }.joined(separator: ",")
      return ManifestText.request(id, "bulkRevoke", #""body":{"certificateUuids":[\#(names)]}"#)
    }
    let digit = Int.random(in: 1...7, using: &random)
    return ManifestText.request(
      id, "bulkRevoke",
      """
      "body":{"filters":[{"fieldSource":"property","fieldIdentifier":"SERIAL_NUMBER","condition":"STARTS_WITH",\
      "value":"\(digit)"}]}
      """)
  }

  private mutating func dependent(_ id: String, on other: String) -> String {
    ManifestText.issue(id, pick(pool.good), name: "\(id).example", #""dependsOn":["\#(other)"]"#)
  }

  /// A request whose id was used before: with the same content, or with other content.
  private mutating func repeated(_ position: Int) -> String {
    guard let last = requests.last, Bool.random(using: &random) else { return issue(earlier()) }
    return last
  }

  private mutating func endEntity(_ id: String) -> String {
    let number = Int.random(in: 0..<entities, using: &random)
    let kind = Int.random(in: 0..<8, using: &random)
    if kind < 3, slowOperations == 0 { return ManifestText.request(id, "listEntities") }
    slowOperations -= kind < 3 ? 1 : 0
    switch kind {
    case 0:
      return ManifestText.addEndEntity(
        id, "user-\(number)", password: MixedManifest.password, name: "u\(number).example")
    case 1: return ManifestText.enrol(id, "user-\(number)", password: MixedManifest.password, pick(pool.good))
    case 2: return ManifestText.enrol(id, "user-\(number)", password: "wrong", pick(pool.good))
    case 3: return ManifestText.request(id, "listEntities")
    case 4:
      return ManifestText.request(
        id, "editEndEntity", #""username":"user-\#(number)""#, #""body":{"status":"NEW","email":"\#(id)@example.com"}"#)
    case 5: return ManifestText.request(id, "revokeAndDeleteEndEntity", #""username":"user-\#(number)""#)
    default: return ManifestText.request(id, "getEndEntity", #""username":"user-\#(number)""#)
    }
  }
}
