import Foundation
import PKIModel
import TestSupport

/// Token profiles and locations of the table's home, and how keys and certificates of rows get there.
enum ConformanceStores {
  /// The UUIDs of token profiles and locations by their names.
  static let tokenProfiles = uuids("d0", ["soft", "shut", "mute", "lost", "other", "fading"])
  static let locations = uuids("e0", ["folder", "single", "spare", "closed", "closing", "fragile", "owned", "listed"])
  /// The UUIDs of the tokens, by their token profiles' names.
  static let tokens = uuids("d1", tokenProfiles.keys.sorted())

  private static func uuids(_ prefix: String, _ names: [String]) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, "\(prefix)000000-0000-4000-8000-00000000000\($0 + 1)") })
  }

  // MARK: The home

  static let files = [
    tokenProfile("soft"), tokenProfile("shut", isEnabled: false), tokenProfile("mute", usages: #""verify""#),
    tokenProfile("lost", passphrase: #","passphrase":{"file":"keys/nowhere"}"#), tokenProfile("other"),
    tokenProfile("fading"),
    location("folder"), location("single", isSingle: true), location("spare", isSingle: true),
    location("closed", isEnabled: false), location("closing"), location("fragile"),
    location("owned", members: #","description":"Whose","pushAttributes":[\#(owner)]"#), location("listed"),
    ("stores/.keep", ""),
  ]

  private static let owner = """
    {"uuid":"f0000000-0000-4000-8000-000000000001","name":"owner","contentType":"string",\
    "properties":{"label":"The owner","required":true},"effect":"record"}
    """

  private static func tokenProfile(
    _ name: String, isEnabled: Bool = true, usages: String = #""sign","verify""#, passphrase: String = ""
  ) -> (path: String, text: String) {
    (
      "token-profiles/\(name).json",
      """
      {"uuid":"\(tokenProfiles[name] ?? "")","name":"\(name)","enabled":\(isEnabled),"usages":[\(usages)],\
      "token":{"uuid":"\(tokens[name] ?? "")","name":"\(name)-token",\
      "folder":"keys/tokens/\(name)"\(passphrase)}}
      """
    )
  }

  private static func location(
    _ name: String, isEnabled: Bool = true, isSingle: Bool = false, members: String = ""
  ) -> (path: String, text: String) {
    (
      "locations/\(name).json",
      """
      {"uuid":"\(locations[name] ?? "")","name":"\(name)","enabled":\(isEnabled),"kind":"directory",\
      "path":"stores/\(name)","supportMultipleEntries":\(!isSingle)\(members)}
      """
    )
  }

  /// What happens to the home when all is there that rows need: the location `closing` is disabled, a file stands in the
  /// place of the folder `fragile`, and the keys of the token profile `fading` are gone.
  static func change(_ site: BatchSite) throws {
    let closing = location("closing", isEnabled: false)
    try site.folder.write(closing.text.utf8, to: "home/" + closing.path)
    try FileManager.default.removeItem(atPath: site.folder.file("home/stores/fragile"))
    try site.folder.write([], to: "home/stores/fragile")
    try FileManager.default.removeItem(atPath: site.folder.file("home/keys/tokens/fading"))
  }

  // MARK: What rows need

  /// A key whose alias is its id.
  static func create(_ id: String, _ algorithm: KeyAlgorithm, under profile: String = "soft") -> String {
    ManifestText.request(
      id, "createKey", #""tokenProfileUuid":"\#(tokenProfiles[profile] ?? "")""#,
      #""body":{"attributes":\#(attributes(alias: id, algorithm))}"#)
  }

  /// The attributes of createKey.
  static func attributes(alias: String, _ algorithm: KeyAlgorithm) -> String {
    let (name, size) =
      switch algorithm {
      case .rsa2048: ("RSA", attribute("data_rsaKeySize", "2048"))
      case .p256: ("ECDSA", attribute("data_ecdsaCurve", #""secp256r1""#))
      default: ("Ed25519", "")
      }
    let all = [attribute("data_keyAlias", #""\#(alias)""#), attribute("data_keyAlgorithm", #""\#(name)""#), size]
    return "[" + all.filter { !$0.isEmpty }.joined(separator: ",") + "]"
  }

  static func attribute(_ name: String, _ data: String) -> String {
    #"{"name":"\#(name)","contentType":"\#(data.hasPrefix("\"") ? "string" : "integer")","content":[{"data":\#(data)}]}"#
  }

  /// The members of a body that say which key signs, and how.
  static func signing(_ key: String, _ algorithm: KeyAlgorithm = .ed25519, under profile: String = "soft") -> String {
    let digest = attribute("data_sigDigest", #""SHA-256""#)
    let attributes =
      switch algorithm {
      case .rsa2048: digest + "," + attribute("data_rsaSigScheme", #""PKCS1-v1_5""#)
      case .p256: digest
      default: ""
      }
    return """
      "keyUuid":"\(key)","tokenProfileUuid":"\(tokenProfiles[profile] ?? profile)","signatureAttributes":[\(attributes)]
      """
  }

  /// The subject of the certificate request `plain`.
  static let subject =
    #""csrAttributes":["#
    + [("commonName", "plain.example"), ("organization", "Example"), ("country", "DE")].map { name, value in
      attribute(name, #""\#(value)""#)
    }.joined(separator: ",") + "]"

  /// A certificate whose request is made with the key of an earlier request.
  static func issue(_ id: String, key: String, _ algorithm: KeyAlgorithm) -> String {
    ManifestText.request(
      id, "issueCertificate", #""raProfileName":"tls-server""#,
      #""body":{\#(signing("@" + key, algorithm)),\#(subject),"attributes":[\#(attribute("san", #""dNSName=\#(id)""#))]}"#
    )
  }

  static func push(_ certificate: String, to location: String) -> String {
    ManifestText.request(
      certificate + ".push", "pushCertificate", #""certificateUuid":"@\#(certificate)""#,
      #""locationUuid":"\#(locations[location] ?? "")""#,
      #""body":{"attributes":[\#(attribute("alias", #""\#(certificate)""#))]}"#)
  }

  /// The requests that bring a key into a state.
  static func key(
    _ id: String, _ state: KeyState, _ algorithm: KeyAlgorithm, under profile: String
  ) -> [String] {
    let created = create(id, algorithm, under: profile)
    let certificate = id + ".certificate"
    switch state {
    case .destroyed:
      return [
        created,
        ManifestText.request(id + ".destroy", "destroyKey", #""keyUuid":"@\#(id)""#, #""destroyActiveKey":true"#),
      ]
    case .compromised:
      return [
        created, issue(certificate, key: id, algorithm),
        ManifestText.revoke(certificate + ".revoke", "@" + certificate, reason: RevocationReason.keyCompromise.code),
      ]
    default: return [created]
    }
  }
}
