import Diagnostics
import PKIModel

/// createKey, listKeys, destroyKey and listCsrAttributes, and what a revocation does to a key.
extension ConformanceTable {
  static let keys = creations + creationAttributes + keyLists + destructions + revokedKeys

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b16"
  private static let invalid = "166b5cf52-63f2"

  private static func profile(_ name: String) -> String { #""tokenProfileUuid":"{{tokenProfile:\#(name)}}""# }

  private static func missing(_ type: String, _ id: String) -> String {
    "Object of type '\(type)' identified by \(id) is not found."
  }

  // MARK: createKey

  private static func create(
    _ name: String, _ rule: String, under profile: String? = profile("soft"), and members: String = "",
    algorithm: KeyAlgorithm = .ed25519, alias: String? = nil, before: [ConformanceRow.Given] = [],
    _ answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    let name = "key-create-" + name
    let body = #"{"attributes":\#(ConformanceStores.attributes(alias: alias ?? name, algorithm))\#(members)}"#
    return ConformanceRow(
      name, rule, before: before,
      profile.map { ConformanceRow.ask("createKey", $0, body: body) } ?? ConformanceRow.ask("createKey", body: body),
      answer, after: answer.code == nil ? [.ownKey(.active)] : [], insteadOf: insteadOf)
  }

  /// KeyDetailDto.
  private static func detail(
    _ key: String = "", alias: String, name: String? = nil, description: String = "", profile: String = "soft",
    state: KeyState = .active, _ algorithm: String = "Ed25519", _ length: Int = 256
  ) -> String {
    let own = key.isEmpty ? "" : ":" + key
    func item(_ type: String, _ format: String, _ more: String = "") -> String {
      """
      {"name":"\(alias)","type":"\(type)","keyAlgorithm":"\(algorithm)","format":"\(format)","length":\(length),\
      "usage":["sign","verify"],"enabled":true,"state":"\(state.rawValue)"\(more)}
      """
    }
    return """
      {"uuid":"{{key\(own)}}","name":"\(name ?? alias)"\(description),"creationTime":"2026-09-22T14:13:20Z",\
      "tokenProfileUuid":"{{tokenProfile:\(profile)}}","tokenProfileName":"\(profile)",\
      "tokenInstanceUuid":"{{token:\(profile)}}",\
      "tokenInstanceName":"\(profile)-token","attributes":[{"uuid":"61a228de-c54e-461e-b0d7-ad156a547b51",\
      "name":"data_keyAlias","label":"Cryptographic Key Alias","type":"data","contentType":"string",\
      "content":[{"data":"\(alias)"}]}],"items":[\(item("Private", "EncryptedPrivateKeyInfo")),\
      \(item("Public", "SubjectPublicKeyInfo", #","fingerprint":"{{keyFingerprint\#(own)}}""#))]}
      """
  }

  private static let creations = [
    create("rsa", "3.5 RSA", algorithm: .rsa2048, .ok(detail(alias: "key-create-rsa", "RSA", 2048))),
    create("ecdsa", "3.5 ECDSA", algorithm: .p256, .ok(detail(alias: "key-create-ecdsa", "ECDSA", 256))),
    create(
      "ed25519", "docs/tokens.md: Ed25519 is beyond the API",
      and: #","name":"Web","description":"of the web servers","enabled":true,"customAttributes":[]"#,
      .ok(detail(alias: "key-create-ed25519", name: "Web", description: #","description":"of the web servers""#))),
    create(
      "exists", "3.5 the alias is unique per token", alias: "key-create-exists.k", before: [.key("k")],
      .badRequest(.keyExists, "Object of type 'CryptographicKey' identified by {{name:k}} already exists.")),
    create(
      "exists-destroyed", "docs/tokens.md: an alias is not given again", alias: "key-create-exists-destroyed.k",
      before: [.key("k", .destroyed)],
      .badRequest(.keyExists, "Object of type 'CryptographicKey' identified by {{name:k}} already exists.")),
    create(
      "unnamed-profile", "docs/manifest.md: the token profile stands in the path", under: nil,
      .badRequest(.memberMissing, "the token profile is not named")),
    create(
      "invalid-profile", "1.4 IllegalArgumentException: bad UUID in the path",
      under: #""tokenProfileUuid":"\#(invalid)""#, .badRequest(.memberValue, "Invalid UUID string: \(invalid)")),
    create(
      "unknown-profile", "1.4 NotFoundException", under: #""tokenProfileUuid":"\#(nobody)""#,
      .notFound(.tokenProfileUnknown, missing("TokenProfile", nobody))),
    create(
      "disabled-profile", "3.5 the caller may use the profile", under: profile("shut"),
      .invalid(.tokenProfileForbids, "token profile shut is disabled")),
    create(
      "foreign-token", "docs/manifest.md: the token stands in the path",
      under: profile("soft") + #","tokenInstanceUuid":"\#(nobody)""#,
      .notFound(.tokenProfileUnknown, missing("TokenInstanceReference", nobody))),
    create(
      "token", "docs/manifest.md: the token stands in the path",
      under: profile("soft") + #","tokenInstanceUuid":"{{token:soft}}""#,
      .ok(detail(alias: "key-create-token"))),
    create(
      "custom-attributes", "3.5 a key of a token: customAttributes are not kept", and: #","customAttributes":[{}]"#,
      .badRequest(.memberUnsupported, "keys have no custom attributes")),
    create(
      "disabled", "docs/tokens.md: a key is enabled from the start", and: #","enabled":false"#,
      .badRequest(.memberUnsupported, "a key that is disabled could not be enabled later")),
    create(
      "unavailable", "docs/tokens.md: the token's passphrase cannot be had", under: profile("lost"),
      .unavailable(.tokenUnavailable, "token lost-token: keys/nowhere: No such file or directory")),
    create(
      "unknown-member", "1.4 unknown JSON properties", and: #","groupUuid":"\#(nobody)""#,
      .badRequest(.memberUnknown, #"Unable to read HTTP message: member "groupUuid" is unknown"#)),
    ConformanceRow(
      "key-create-no-body", "1.4 unreadable: the body is missing", ConformanceRow.ask("createKey", profile("soft")),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
    ConformanceRow(
      "key-create-path", "docs/manifest.md: POST /v1/tokens/{}/tokenProfiles/{}/keys/keyPair",
      """
      "method":"POST","path":"/api/v1/tokens/{{token:soft}}/tokenProfiles/{{tokenProfile:soft}}/keys/keyPair",\
      "body":{"name":"key-create-path","attributes":\
      \(ConformanceStores.attributes(alias: "key-create-path", .ed25519))}
      """, .ok(detail(alias: "key-create-path")), after: [.ownKey(.active)]),
  ]

  private static func attributes(
    _ name: String, _ rule: String, _ given: [(name: String, data: String)], _ answer: ConformanceRow.Answer
  ) -> ConformanceRow {
    let all = given.map { ConformanceStores.attribute($0.name, $0.data) }.joined(separator: ",")
    return ConformanceRow(
      "key-attributes-" + name, rule,
      ConformanceRow.ask("createKey", profile("soft"), body: #"{"attributes":[\#(all)]}"#), answer)
  }

  private static func required(_ name: String) -> String {
    "Content for required Data attribute \(name) is not provided."
  }

  private static func undefined(_ name: String) -> String {
    "Content for attribute \(name) is provided but definition is not found"
  }

  /// The text for a value that is not listed; also of other operations with keys.
  static func unlisted(_ uuid: String, _ name: String) -> String {
    "Attribute content item is not part of predefined list|Attribute[UUID=\(uuid), Name=\(name), Type=Data, "
      + "ConnectorUUID=null]"
  }

  private static let tooLong = String(repeating: "k", count: 256)
  private static let alias = ("data_keyAlias", #""k""#)
  private static let rsa = ("data_keyAlgorithm", #""RSA""#)
  private static let ecdsa = ("data_keyAlgorithm", #""ECDSA""#)
  private static let unsupported = "Cryptographic key algorithm not supported"

  private static let creationAttributes =
    ["FALCON", "CRYSTALS-Dilithium", "SPHINCS+"].map { name in
      attributes(
        "no-" + name.filter(\.isLetter).lowercased(), "3.5 \(name) is known and not made",
        [alias, ("data_keyAlgorithm", #""\#(name)""#)], .invalid(.keyAlgorithm, unsupported))
    } + [
      attributes(
        "none", "3.5 required attributes", [],
        .invalid(.attributeRequired, required("data_keyAlias"), required("data_keyAlgorithm"))),
      attributes(
        "no-alias", "3.5 data_keyAlias is required", [("data_keyAlgorithm", #""Ed25519""#)],
        .invalid(.attributeRequired, required("data_keyAlias"))),
      attributes(
        "no-size", "3.5 RSA: data_rsaKeySize", [alias, rsa],
        .invalid(.attributeRequired, required("data_rsaKeySize"))),
      attributes(
        "no-curve", "3.5 ECDSA: data_ecdsaCurve", [alias, ecdsa],
        .invalid(.attributeRequired, required("data_ecdsaCurve"))),
      attributes(
        "other-size", "3.5 a size that is not listed", [alias, rsa, ("data_rsaKeySize", "1024")],
        .invalid(.attributeNotInList, unlisted("aa7df6ff-1d64-4a1a-96d6-6c7aeadfbdf3", "data_rsaKeySize"))),
      attributes(
        "other-curve", "3.5 a curve that is not listed", [alias, ecdsa, ("data_ecdsaCurve", #""secp192r1""#)],
        .invalid(.attributeNotInList, unlisted("08730b36-90f3-4046-9f13-3cf827ad6cc7", "data_ecdsaCurve"))),
      attributes(
        "other-algorithm", "3.5 an algorithm that is not listed", [alias, ("data_keyAlgorithm", #""DSA""#)],
        .invalid(.attributeNotInList, unlisted("72159c04-d1a9-4703-8b23-469224425d5f", "data_keyAlgorithm"))),
      attributes(
        "foreign", "3.5 a curve for RSA",
        [alias, rsa, ("data_rsaKeySize", "2048"), ("data_ecdsaCurve", #""secp256r1""#)],
        .invalid(.attributeUnknown, undefined("data_ecdsaCurve"))),
      attributes(
        "long-alias", "docs/tokens.md: an alias has up to 255 characters",
        [("data_keyAlias", #""\#(tooLong)""#), ("data_keyAlgorithm", #""Ed25519""#)],
        .invalid(
          .attributeRegExp,
          "Value \(tooLong) of attribute Cryptographic Key Alias doesn't match regex [^\\p{Cc}]{1,255}")),
    ]

  // MARK: listKeys and listCsrAttributes

  /// BaseAttribute of csrAttributes; `digits` are those in which the UUIDs differ.
  private static func subject(
    _ digits: String, _ name: String, _ label: String, isRequired: Bool = false,
    _ pattern: (source: String, meaning: String)? = nil
  ) -> String {
    let constraints = pattern.map { source, meaning in
      #","constraints":[{"description":"\#(meaning)","errorMessage":"\#(meaning)","type":"regExp","data":"\#(source)"}]"#
    }
    return """
      {"uuid":"9aba\(digits)-973d-11ed-a8fc-0242ac120002","name":"\(name)","type":"data","contentType":"string",\
      "properties":{"label":"\(label)","visible":true,"required":\(isRequired),"readOnly":false,"list":false,\
      "multiSelect":false}\(constraints ?? "")}
      """
  }

  private static let keyLists = [
    ConformanceRow(
      "key-list", "docs/manifest.md: KeyDto[] of a token profile", before: [.key("k", .destroyed, under: "other")],
      ConformanceRow.ask("listKeys", profile("other")),
      .ok("[" + detail("k", alias: "key-list.k", profile: "other", state: .destroyed) + "]")),
    ConformanceRow(
      "key-list-disabled", "docs/tokens.md: keys are shown whatever their profile allows",
      ConformanceRow.ask("listKeys", profile("shut")), .ok("[]")),
    ConformanceRow(
      "key-list-unknown", "1.4 NotFoundException", ConformanceRow.ask("listKeys", #""tokenProfileUuid":"\#(nobody)""#),
      .notFound(.tokenProfileUnknown, missing("TokenProfile", nobody))),
    ConformanceRow(
      "key-list-invalid", "1.4 bad UUID", ConformanceRow.ask("listKeys", #""tokenProfileUuid":"\#(invalid)""#),
      .badRequest(.memberValue, "Invalid UUID string: \(invalid)")),
    ConformanceRow(
      "key-list-body", "docs/manifest.md: GET has no body", ConformanceRow.ask("listKeys", body: #"{"a":1}"#),
      .badRequest(.memberUnknown, "Unable to read HTTP message: the operation has no body")),
    ConformanceRow(
      "csr-attributes", "3.3 the complete list", ConformanceRow.ask("listCsrAttributes"),
      .ok(
        """
        [\(subject("eba0", "commonName", "Common Name", isRequired: true, ("^.{0,64}$", "at most 64 characters"))),\
        \(subject("ef60", "organizationalUnit", "Organizational Unit")),\(subject("f0be", "organization", "Organization")),\
        \(subject("f208", "locality", "Locality")),\(subject("f33e", "state", "State")),\
        \(subject("f488", "country", "Country", ("^[A-Z]{2}$", "two capital letters")))]
        """),
      insteadOf: .because("3.3: 2.13 allows letters, digits, dots and underscores in a commonName, later versions all")),
    ConformanceRow(
      "csr-attributes-body", "docs/manifest.md: GET has no body", ConformanceRow.ask("listCsrAttributes", body: "[1]"),
      .badRequest(.memberUnknown, "Unable to read HTTP message: the operation has no body")),
  ]

  // MARK: destroyKey

  private static func destroy(_ members: String..., body: String? = nil) -> String {
    ConformanceRow.ask("destroyKey", members.joined(separator: ","), body: body)
  }

  private static let key = #""keyUuid":"{{key:k}}""#
  private static let confirmed = key + #","destroyActiveKey":true"#

  private static func undestroyed(_ state: KeyState) -> String {
    "Invalid state of key {{key:k}}. Key is \(state.label), hence can't be set to Destroyed."
  }

  private static let destructions = [
    ConformanceRow(
      "key-destroy-active", "3.8 an active key is refused", before: [.key("k")], destroy(key),
      .invalid(.keyState, undestroyed(.active))),
    ConformanceRow(
      "key-destroy-confirmed", "3.8 an explicit confirmation", before: [.key("k")], destroy(confirmed), .noContent(),
      after: [.key("k", .destroyed)],
      insteadOf: .because("3.8: upstream's documentation has this transition, its code has not")),
    ConformanceRow(
      "key-destroy-compromised", "3.8 a compromised key", before: [.key("k", .compromised)], destroy(key),
      .noContent(), after: [.key("k", .destroyedCompromised)]),
    ConformanceRow(
      "key-destroy-destroyed", "3.8 a destroyed key", before: [.key("k", .destroyed)], destroy(confirmed),
      .invalid(.keyState, undestroyed(.destroyed))),
    ConformanceRow(
      "key-destroy-unknown", "1.4 NotFoundException", destroy(#""keyUuid":"\#(nobody)""#),
      .notFound(.keyUnknown, missing("CryptographicKey", nobody))),
    ConformanceRow(
      "key-destroy-unnamed", "docs/manifest.md: the key stands in the path", destroy(profile("soft")),
      .badRequest(.memberMissing, "the key is not named")),
    ConformanceRow(
      "key-destroy-invalid", "1.4 bad UUID in the path", destroy(#""keyUuid":"\#(invalid)""#),
      .badRequest(.memberValue, "Invalid UUID string: \(invalid)")),
    ConformanceRow(
      "key-destroy-foreign", "docs/manifest.md: a key of another token profile", before: [.key("k")],
      destroy(confirmed, profile("mute")), .notFound(.keyUnknown, missing("CryptographicKey", "{{key:k}}"))),
    ConformanceRow(
      "key-destroy-foreign-token", "docs/manifest.md: a key of another token", before: [.key("k")],
      destroy(confirmed, #""tokenInstanceUuid":"\#(nobody)""#),
      .notFound(.keyUnknown, missing("CryptographicKey", "{{key:k}}"))),
    ConformanceRow(
      "key-destroy-items", "docs/manifest.md: destroyKey has no body", before: [.key("k")],
      destroy(confirmed, body: #"["\#(nobody)"]"#),
      .badRequest(.memberUnsupported, "the items of a key are not destroyed one by one")),
    ConformanceRow(
      "key-destroy-of-request", "7.1 a key by the request that creates it",
      beside: [
        (
          "k",
          ConformanceRow.ask(
            "createKey", profile("soft"),
            body: #"{"attributes":\#(ConformanceStores.attributes(alias: "key-destroy-of-request.k", .ed25519))}"#)
        )
      ],
      destroy(#""keyUuid":"@{{name:k}}","destroyActiveKey":true"#), .noContent(), after: [.key("k", .destroyed)]),
    ConformanceRow(
      "key-destroy-of-refused", "7.4 SKIPPED: the key's request failed",
      beside: [("k", ConformanceRow.ask("createKey", profile("soft"), body: #"{"attributes":[]}"#))],
      destroy(#""keyUuid":"@{{name:k}}""#), .skipped(.dependencyFailed)),
    ConformanceRow(
      "key-destroy-of-nobody", "7.1 @ names an earlier request", destroy(#""keyUuid":"@{{name:later}}""#),
      .badRequest(.requestReference, "request {{name:later}} does not stand before this one")),
  ]

  // MARK: revokeCertificate

  private static func revoke(_ body: String, _ members: String...) -> String {
    ConformanceRow.ask(
      "revokeCertificate", under: "tls-server", ([ConformanceRow.about("a")] + members).joined(separator: ","),
      body: body)
  }

  private static let revokedKeys = [
    ConformanceRow(
      "key-revoke-active", "3.8 destroyKey of an active key: revoked all the same", before: [.keyed("a", by: "k")],
      revoke(#"{"destroyKey":true}"#), .noContent(warnings: .keyNotDestroyed),
      after: [.revoked("a", .unspecified)],
      insteadOf: .section8(.destroyKey, "upstream destroys nothing and does not say so")),
    ConformanceRow(
      "key-revoke-confirmed", "3.8 an explicit confirmation", before: [.keyed("a", by: "k")],
      revoke(#"{"destroyKey":true}"#, #""destroyActiveKey":true"#), .noContent(),
      after: [.revoked("a", .unspecified), .key("k", .destroyed)],
      insteadOf: .section8(.destroyKey, "upstream refuses an active key, and does not say so")),
    ConformanceRow(
      "key-revoke-compromise", "3.8 keyCompromise: the key is compromised", before: [.keyed("a", by: "k")],
      revoke(#"{"reason":"keyCompromise"}"#), .noContent(),
      after: [.revoked("a", .keyCompromise), .key("k", .compromised)]),
    ConformanceRow(
      "key-revoke-compromise-destroy", "3.8 a compromised key may be destroyed", before: [.keyed("a", by: "k")],
      revoke(#"{"reason":"keyCompromise","destroyKey":true}"#), .noContent(),
      after: [.revoked("a", .keyCompromise), .key("k", .destroyedCompromised)]),
    ConformanceRow(
      "key-revoke-compromise-destroyed", "3.8 keyCompromise: a destroyed key, too", before: [.keyed("a", by: "k")],
      beside: [("d", destroy(confirmed))], revoke(#"{"reason":"keyCompromise"}"#), .noContent(),
      after: [.revoked("a", .keyCompromise), .key("k", .destroyedCompromised)]),
    ConformanceRow(
      "key-revoke-keep", "3.8 without destroyKey the key stays", before: [.keyed("a", by: "k")],
      revoke(#"{"reason":"superseded"}"#, #""destroyActiveKey":true"#), .noContent(),
      after: [.revoked("a", .superseded)]),
  ]
}
