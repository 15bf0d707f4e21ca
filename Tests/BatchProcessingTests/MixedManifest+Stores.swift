import TestSupport

/// Keys of a token, and locations.
extension MixedManifest {
  /// The names that certificates have in locations: few, so that some are taken.
  static let aliases = ["a", "b", "c"]

  // MARK: Keys

  /// A new key, of an algorithm that `FixedKeys` makes; each has its own alias, because there is one key of each.
  mutating func createKey(_ id: String) -> String {
    let size = pick(["2048", "3072", nil, nil])
    keys.append(("@\(id)", size != nil))
    guard let size else { return ManifestText.createKey(id, alias: "new", "Ed25519") }
    return ManifestText.createKey(
      id, alias: "new-\(size)", "RSA", #"{"name":"data_rsaKeySize","content":[{"data":\#(size)}]}"#)
  }

  /// A certificate, now or later, whose request a key makes.
  mutating func issueKeyed(_ id: String) -> String {
    let names = #""csrAttributes":[{"name":"commonName","content":[{"data":"\#(id).example"}]}]"#
    let operation = Int.random(in: 0..<6, using: &random) == 0 ? "submitCertificateRequest" : "issueCertificate"
    issuing.append(id)
    return ManifestText.request(id, operation, #""body":{\#(signed()),\#(names)}"#)
  }

  mutating func rekeyKeyed(_ id: String) -> String {
    let predecessor = earlier()
    issuing.append(id)
    return ManifestText.request(
      id, "rekeyCertificate", #""certificateUuid":"@\#(predecessor)""#, #""body":{\#(signed())}"#)
  }

  mutating func destroyKey(_ id: String) -> String {
    ManifestText.request(id, "destroyKey", #""keyUuid":"\#(recentKey().name)""#, confirmation())
  }

  /// Whether a key may be destroyed that is active.
  mutating func confirmation() -> String { #""destroyActiveKey":\#(Bool.random(using: &random))"# }

  private mutating func recentKey() -> (name: String, isRSA: Bool) { pick(Array(keys.suffix(6))) }

  /// Members that say which key signs, and how: without anything random in the signature.
  private mutating func signed() -> String {
    let key = recentKey()
    let method = #"{"name":"data_rsaSigScheme","content":[{"data":"PKCS1-v1_5"}]}"#
    let digest = #"{"name":"data_sigDigest","content":[{"data":"SHA-256"}]}"#
    return """
      "keyUuid":"\(key.name)","tokenProfileUuid":"\(ManifestText.tokenProfile)",\
      "signatureAttributes":[\(key.isRSA ? "\(method),\(digest)" : "")]
      """
  }

  // MARK: Locations

  mutating func push(_ id: String) -> String {
    let place = (certificate: earlier(), location: pick(LocationSite.names))
    pushed.append(place)
    return LocationSite.push(id, "@\(place.certificate)", place.location, alias: pick(MixedManifest.aliases))
  }

  mutating func remove(_ id: String) -> String {
    guard !pushed.isEmpty, Int.random(in: 0..<4, using: &random) > 0 else {
      return LocationSite.remove(id, "@\(earlier())", pick(LocationSite.names))
    }
    let place = pick(Array(pushed.suffix(4)))
    return LocationSite.remove(id, "@\(place.certificate)", place.location)
  }

  /// A renewal that takes its predecessor's place wherever that stands.
  mutating func replace(_ id: String) -> String {
    let predecessor = pushed.last?.certificate ?? earlier()
    issuing.append(id)
    return LocationSite.replace(id, "@\(predecessor)")
  }
}
