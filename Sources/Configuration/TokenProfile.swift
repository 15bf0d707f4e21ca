import DocumentModel
package import PKIModel

/// A software token, which holds private keys, and what may be done with them (TokenProfileDto of the API).
package final class TokenProfile: Sendable {
  /// What keys may be used for; the raw value is the API's code.
  package enum Usage: String, CaseIterable, Sendable {
    case sign, verify, encrypt, decrypt, wrap, unwrap
  }

  /// Where the token's passphrase comes from.
  package enum PassphraseSource: Hashable, Sendable {
    /// A file that only its owner may read; relative to the home, unless it begins with a slash.
    case file(String)
    /// An open file descriptor.
    case descriptor(Int)
    /// From where the passphrases of authorities come.
    case asked
  }

  package let uuid: UniqueID
  package let name: String
  package let isEnabled: Bool
  /// In the order of the file.
  package let usages: [Usage]
  package let tokenUUID: UniqueID
  package let tokenName: String
  /// The home-relative folder with the token's keys.
  package let folder: String
  package let passphrase: PassphraseSource

  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let uuid = reader.uniqueID("uuid")
    let name = reader.requiredString("name")
    _ = reader.string("description")
    isEnabled = reader.required("enabled", reader.boolean("enabled")) ?? false
    usages = reader.words("usages", expected: Usage.allCases.map(\.rawValue).joined(separator: ", ")) {
      Usage(rawValue: $0)
    }
    var token = reader.required("token", reader.object("token"))
    let tokenUUID = token?.uniqueID("uuid")
    let tokenName = token?.requiredString("name")
    let folder = token?.homePath("folder")
    passphrase = TokenProfile.passphrase(&token) ?? .asked
    token?.finish()
    reader.finish()
    guard let uuid, let name, let tokenUUID, let tokenName, let folder, findings.findings.count == before else {
      return nil
    }
    self.uuid = uuid
    self.name = name
    self.tokenUUID = tokenUUID
    self.tokenName = tokenName
    self.folder = folder
  }

  private static func passphrase(_ token: inout ObjectReader?) -> PassphraseSource? {
    guard var source = token?.object("passphrase") else { return nil }
    let file = source.string("file")
    let descriptor = source.integer("descriptor", in: 0...1023)
    source.finish()
    switch (file, descriptor) {
    case (let path?, nil) where !path.isEmpty: return .file(path)
    case (nil, let number?): return .descriptor(number)
    default:
      token?.refuse(
        "passphrase", "it does not say one source", fix: "give file or descriptor, or leave passphrase out")
      return nil
    }
  }

  /// The home-relative path of a key's file.
  package func keyPath(_ key: UniqueID) -> String { "\(folder)/\(key).pem" }
}
