import AttributeValidation
import Configuration
import DocumentModel
import PKIModel

/// A key as the API shows it (KeyDetailDto).
package struct KeyDetail: Sendable {
  private let key: TokenKey
  /// Nil where the home has it no longer.
  private let tokenProfile: TokenProfile?

  init(_ key: TokenKey, _ configuration: HomeConfiguration) {
    self.key = key
    tokenProfile = configuration.tokenProfile(key.tokenProfile)
  }

  /// Whether certificates of this key can be used: its private part is active.
  var isAvailable: Bool { key.state == .active }

  var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// The whole object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("uuid", key.uuid.description)
      writer.member("name", key.name)
      writer.member("description", ifPresent: key.description)
      writer.member("creationTime", key.created.description)
      writer.member("tokenProfileUuid", key.tokenProfile.description)
      writer.member("tokenProfileName", ifPresent: tokenProfile?.name)
      writer.member("tokenInstanceUuid", ifPresent: tokenProfile?.tokenUUID.description)
      writer.member("tokenInstanceName", ifPresent: tokenProfile?.tokenName)
      writer.member("attributes") { $0.array { $0.element(writeAlias) } }
      writer.member("items") {
        $0.array {
          $0.element { writeItem("Private", "EncryptedPrivateKeyInfo", to: &$0) }
          $0.element { writeItem("Public", "SubjectPublicKeyInfo", to: &$0) }
        }
      }
    }
  }

  private func writeAlias(to writer: inout JSONWriter) {
    let attribute = KeyAttributes.alias
    writer.object { writer in
      writer.member("uuid", attribute.uuid)
      writer.member("name", attribute.name)
      writer.member("label", attribute.label)
      writer.member("type", "data")
      writer.member("contentType", attribute.contentType.rawValue)
      writer.member("content") { $0.array([key.alias]) { writer, alias in writer.object { $0.member("data", alias) } } }
    }
  }

  private func writeItem(_ type: String, _ format: String, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", key.alias)
      writer.member("type", type)
      writer.member("keyAlgorithm", key.publicKey.apiName)
      writer.member("format", format)
      if let bits = key.publicKey.bits { writer.member("length", bits) }
      writer.member("usage", (tokenProfile?.usages ?? []).map(\.rawValue))
      writer.member("enabled", true)
      writer.member("state", key.state.rawValue)
      if type == "Public" { writer.member("fingerprint", Hex.encode(key.fingerprint)) }
    }
  }
}
