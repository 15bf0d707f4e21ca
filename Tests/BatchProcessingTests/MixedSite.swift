import IssuanceLedger
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

/// A home in which all requests of a `MixedManifest` have something to work on: end entities whose passwords are hashed
/// in no time, a token with some keys, a location of each kind, and certificates from elsewhere.
struct MixedSite {
  static let tokenPassphrase = "token secret 4711"

  let site: BatchSite
  let pool: RequestPool
  /// The UUIDs of the keys that are there before.
  private let keys: [String]

  init() throws {
    let stores = try LocationSite()
    // One that has room for one certificate.
    try stores.define("jks", kind: "jks", path: "stores/store.jks", isSingle: true)
    var site = stores.site
    try MixedSite.cheapenPasswords(of: site)
    try site.addTokenProfile(passphrase: MixedSite.tokenPassphrase)
    try site.run(
      ManifestText.of((0..<4).map { ManifestText.createKey("k-\($0)", "Ed25519") }, batch: "before"), out: "before")
    // What they do not make, they refuse: from here on, all that a run does follows from its manifest.
    site.makeKey = FixedKeys.make
    keys = try site.ledger().view { try $0.tokenKeys(in: nil).map(\.uuid.description) }
    try #require(keys.count == 4)
    pool = try RequestPool(of: site)
    self.site = site
  }

  private static func cheapenPasswords(of site: BatchSite) throws {
    let profile = "home/end-entity-profiles/tls-server.json"
    let text = String(decoding: try #require(site.folder.contents(profile)), as: UTF8.self)
    let rules = #""enrolment": {"passwordMinLength": 20, "passwordHashLogN": 1}, "keys""#
    try site.folder.write(text.replacing(#""keys""#, with: rules).utf8, to: profile)
  }

  func manifest(seed: UInt64, count: Int, entities: Int = 2) -> MixedManifest {
    MixedManifest(pool, keys: keys, seed: seed, count: count, entities: entities)
  }
}
