import OpenSSLBackend
import PKIModel
import Synchronization

/// A token in memory.
final class DeskKeyring: TokenKeyring {
  private let keys = Mutex<[SubjectPublicKeyInfo: KeyMaterial]>([:])

  func makeKey(_ algorithm: KeyAlgorithm, in tokenProfile: UniqueID) -> Result<NewTokenKey, TokenProblem> {
    guard let material = try? KeyGenerator.make(algorithm) else { return .failure(TokenProblem(text: "no key")) }
    keys.withLock { $0[material.publicKey] = material }
    return .success(NewTokenKey(publicKey: material.publicKey, file: Array("\(algorithm)".utf8)))
  }

  func sign(_ message: [UInt8], with key: TokenKey, by method: SignatureMethod) -> Result<[UInt8], TokenProblem> {
    guard let material = keys.withLock({ $0[key.publicKey] }), let signature = try? material.sign(message, by: method)
    else { return .failure(TokenProblem(text: "the token is gone")) }
    return .success(signature)
  }
}

/// Requests about keys as JSON.
enum KeyJSON {
  static let profile = "55555555-5555-4555-8555-555555555555"
  static let other = "77777777-7777-4777-8777-777777777777"

  static func tokenProfile(
    _ name: String, uuid: String, token: String, enabled: Bool = true, usages: String = #""sign""#
  ) -> String {
    """
    {"uuid":"\(uuid)","name":"\(name)","enabled":\(enabled),"usages":[\(usages)],
    "token":{"uuid":"\(token)","name":"token-\(name)","folder":"keys/tokens/\(name)"}}
    """
  }

  /// Two token profiles, `soft` and `other`.
  static let home = [
    "token-profiles/soft.json": tokenProfile("soft", uuid: profile, token: "66666666-6666-4666-8666-666666666666"),
    "token-profiles/other.json": tokenProfile(
      "other", uuid: other, token: "88888888-8888-4888-8888-888888888888", usages: ""),
  ]

  static func attribute(_ name: String, _ json: String) -> String {
    #"{"name":"\#(name)","contentType":"\#(json.hasPrefix("\"") ? "string" : "integer")","content":[{"data":\#(json)}]}"#
  }

  static func create(
    _ id: String, alias: String, _ algorithm: String = "ECDSA", size: String = #""secp256r1""#,
    profile: String = KeyJSON.profile
  ) -> String {
    var attributes = [attribute("data_keyAlias", "\"\(alias)\""), attribute("data_keyAlgorithm", "\"\(algorithm)\"")]
    if algorithm == "ECDSA" { attributes.append(attribute("data_ecdsaCurve", size)) }
    if algorithm == "RSA" { attributes.append(attribute("data_rsaKeySize", size)) }
    return create(id, body: #"{"attributes":[\#(attributes.joined(separator: ","))]}"#, profile: profile)
  }

  static func create(_ id: String, body: String, profile: String = KeyJSON.profile) -> String {
    #"{"id":"\#(id)","operation":"createKey","tokenProfileUuid":"\#(profile)","body":\#(body)}"#
  }

  static func destroy(_ id: String, _ key: String, _ members: String...) -> String {
    "{" + ([#""id":"\#(id)","operation":"destroyKey","keyUuid":"\#(key)""#] + members).joined(separator: ",") + "}"
  }

  /// Members of a body that has a request made: a subject of one common name, signed with a digest.
  static func keyed(
    _ key: String, name: String = "www.example", digest: String = "SHA-256", scheme: String? = nil,
    profile: String = KeyJSON.profile
  ) -> String {
    var signature = [attribute("data_sigDigest", "\"\(digest)\"")]
    if let scheme { signature.append(attribute("data_rsaSigScheme", "\"\(scheme)\"")) }
    return """
      "keyUuid":"\(key)","tokenProfileUuid":"\(profile)","csrAttributes":[\(attribute("commonName", "\"\(name)\""))],\
      "signatureAttributes":[\(signature.joined(separator: ","))]
      """
  }

  static func issue(_ id: String, _ members: String) -> String {
    RequestJSON.of("issueCertificate", id: id, #""body":{\#(members)}"#)
  }
}
