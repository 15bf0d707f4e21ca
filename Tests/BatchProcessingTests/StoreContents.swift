import Configuration
import IssuanceLedger
import KeystoreFormats
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

/// What a run of a `MixedManifest` leaves outside of ledger and output: certificates in locations, keys, passwords.
///
/// By what they are; how they are encrypted, salted and sorted is otherwise each time.
struct StoreContents: Equatable {
  let lines: [String]

  init(of site: BatchSite) throws {
    lines = try StoreContents.locations(site) + StoreContents.keys(site) + StoreContents.passwords(site)
  }

  // MARK: Locations

  private static func locations(_ site: BatchSite) throws -> [String] {
    let password = SecretOctets(copying: LocationSite.password.utf8)
    let bundle = try PEMBundle(site.folder.contents("home/stores/bundle.pem") ?? [])
    let pkcs12 = try PKCS12Store(
      site.folder.contents("home/stores/store.p12"), password: password, managesKeys: false)
    let java = try JavaKeystore(
      site.folder.contents("home/stores/store.jks"), creation: BatchSite.founding
    ) { MessageDigest.sha1.of(LocationSite.password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + $0) }
    return try entries("bundle", bundle) + entries("p12", pkcs12) + entries("jks", java)
      + entries("folder", CertificateFolder(site.folder.file("home/stores/folder")))
  }

  private static func entries(_ location: String, _ store: some CertificateStore) throws -> [String] {
    var store = store
    var entries: [String] = []
    for alias in MixedManifest.aliases {
      guard let certificate = try store.certificate(under: alias) else { continue }
      entries.append("\(location) \(alias): \(Hex.encode(MessageDigest.sha256.of(certificate)))")
      try store.remove(alias)
    }
    #expect(try !store.hasEntries(besides: ""), "\(location) has more than certificates under the aliases")
    return entries
  }

  // MARK: Keys

  private static func keys(_ site: BatchSite) throws -> [String] {
    let passphrase = SecretOctets(copying: MixedSite.tokenPassphrase.utf8)
    return try site.folder.tree().filter { $0.hasPrefix("home/keys/tokens/") && $0.hasSuffix(".pem") }.sorted().map {
      let key = try KeyMaterial(pem: #require(site.folder.contents($0)), passphrase: passphrase)
      return "\($0): \(Hex.encode(key.publicKey.der))"
    }
  }

  // MARK: Passwords

  /// Which password each end entity has: the one that requests give, or one that was handed out in a file.
  private static func passwords(_ site: BatchSite) throws -> [String] {
    var known = ["": MixedManifest.password]
    for path in try site.folder.tree() where path.hasSuffix(".password") {
      let text = String(decoding: try #require(site.folder.contents(path)), as: UTF8.self)
      known[path] = String(text.dropLast())
    }
    let cryptography = try LaneCryptography()
    let profiles = try site.home().configuration.profiles.map(\.raProfile.uuid)
    let entities = try site.ledger().view { view in try profiles.flatMap { try view.endEntities(raProfile: $0) } }
    return try entities.map { entity in
      let fitting = try known.filter { try cryptography.password($0.value, matches: entity.passwordHash) }
      try #require(fitting.count == 1, "\(entity.username) has a password that nobody knows")
      return "\(entity.username): \(fitting.keys)"
    }
  }
}
