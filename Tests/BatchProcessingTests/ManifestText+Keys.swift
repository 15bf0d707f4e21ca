/// Requests about keys of the token profile `soft`.
extension ManifestText {
  static let tokenProfile = "55555555-5555-4555-8555-555555555555"

  /// An attribute with one string.
  private static func text(_ name: String, _ value: String) -> String {
    #"{"name":"\#(name)","contentType":"string","content":[{"data":"\#(value)"}]}"#
  }

  /// createKey: an alias that is the request's id, unless it says otherwise.
  static func createKey(_ id: String, alias: String? = nil, _ algorithm: String, _ size: String = "") -> String {
    var attributes = [text("data_keyAlias", alias ?? id), text("data_keyAlgorithm", algorithm)]
    if !size.isEmpty { attributes.append(size) }
    return request(
      id, "createKey", #""tokenProfileUuid":"\#(tokenProfile)""#,
      #""body":{"attributes":[\#(attributes.joined(separator: ","))]}"#)
  }

  static func createECKey(_ id: String, alias: String? = nil) -> String {
    createKey(id, alias: alias, "ECDSA", text("data_ecdsaCurve", "secp256r1"))
  }

  /// Members that say which key signs, and how.
  static func signed(_ key: String, _ scheme: String? = nil) -> String {
    let padding = scheme.map { "," + text("data_rsaSigScheme", $0) } ?? ""
    return """
      "keyUuid":"\(key)","tokenProfileUuid":"\(tokenProfile)",\
      "signatureAttributes":[\(text("data_sigDigest", "SHA-256"))\(padding)]
      """
  }

  /// Members of a request that is to be made with a key.
  static func keyed(_ key: String, _ name: String, _ scheme: String? = nil) -> String {
    signed(key, scheme) + #","csrAttributes":[\#(text("commonName", name))]"#
  }

  /// issueCertificate for a key of the token.
  static func issueKeyed(_ id: String, _ key: String, _ scheme: String? = nil) -> String {
    request(id, "issueCertificate", #""body":{\#(keyed(key, "\(id).example", scheme))}"#)
  }
}
