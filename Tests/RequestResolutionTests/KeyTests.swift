import PKIModel
import Testing

@testable import RequestResolution

@Suite("Keys of tokens")
struct KeyTests {
  private var desk: Desk

  init() throws {
    desk = try Desk(extra: KeyJSON.home)
  }

  private func body(_ decision: Decision) -> String { String(decoding: decision.detail.body ?? [], as: UTF8.self) }

  @Test(
    "are made of each algorithm, and their file is handed out once",
    arguments: [
      ("RSA", "2048", "RSA", 2048), ("ECDSA", #""secp256r1""#, "ECDSA", 256), ("ECDSA", #""secp384r1""#, "ECDSA", 384),
      ("ECDSA", #""secp521r1""#, "ECDSA", 521), ("Ed25519", "", "Ed25519", 256),
    ])
  func algorithms(algorithm: String, size: String, name: String, bits: Int) throws {
    var desk = desk
    let decision = try desk.decide(KeyJSON.create("k", alias: "one", algorithm, size: size))
    #expect(decision.text == "OK")
    let key = try #require(desk.ledger.tokenKey(ofRequest: "k"))
    #expect(key.publicKey.apiName == name && key.publicKey.bits == bits)
    #expect(key.state == .active && key.alias == "one" && key.name == "one" && key.created == desk.now)
    let file = try #require(decision.keyFile)
    #expect(file.path == "keys/tokens/soft/\(key.uuid).pem" && !file.octets.isEmpty)
    let text = body(decision)
    #expect(text.hasPrefix(#"{"uuid":"\#(key.uuid)","name":"one","creationTime":"\#(desk.now)","#))
    #expect(text.contains(#""tokenProfileName":"soft","tokenInstanceUuid":"66666666-6666-4666-8666-666666666666""#))
    #expect(
      text.contains(
        #"{"name":"one","type":"Private","keyAlgorithm":"\#(name)","format":"EncryptedPrivateKeyInfo","length":\#(bits),"#
          + #""usage":["sign"],"enabled":true,"state":"active"}"#))
    #expect(text.contains(#""fingerprint":"\#(Hex.encode(key.fingerprint))""#))
    #expect(
      try desk.decide(KeyJSON.create("k", alias: "one", algorithm, size: size)).keyFile == nil, "a replay makes none")
  }

  @Test(
    "of the API's other algorithms are known and refused",
    arguments: ["FALCON", "CRYSTALS-Dilithium", "DILITHIUM", "SPHINCS+", "SPHINCSPLUS"])
  func unsupported(algorithm: String) throws {
    var desk = desk
    let attributes = [
      KeyJSON.attribute("data_keyAlias", "\"q\""), KeyJSON.attribute("data_keyAlgorithm", "\"\(algorithm)\""),
      KeyJSON.attribute("data_falconDegree", "512"),
    ].joined(separator: ",")
    #expect(
      try desk.answer(KeyJSON.create("k", body: #"{"attributes":[\#(attributes)]}"#))
        == "VALIDATION_FAILED key.algorithm /body/attributes: Cryptographic key algorithm not supported")
  }

  @Test("are refused with all that is wrong with their attributes")
  func attributes() throws {
    let suffix =
      "|Attribute[UUID=aa7df6ff-1d64-4a1a-96d6-6c7aeadfbdf3, Name=data_rsaKeySize, Type=Data, ConnectorUUID=null]"
    let rows: [(attributes: [String], problems: [String])] = [
      (
        [],
        [
          " attribute.required /body/attributes: Content for required Data attribute data_keyAlias is not provided.",
          " attribute.required /body/attributes: Content for required Data attribute data_keyAlgorithm is not provided.",
        ]
      ),
      (
        [KeyJSON.attribute("data_keyAlgorithm", #""RSA""#)],
        [
          " attribute.required /body/attributes: Content for required Data attribute data_keyAlias is not provided.",
          " attribute.required /body/attributes: Content for required Data attribute data_rsaKeySize is not provided.",
        ]
      ),
      (
        [
          KeyJSON.attribute("data_keyAlias", #""""#), KeyJSON.attribute("data_keyAlgorithm", #""RSA""#),
          KeyJSON.attribute("data_rsaKeySize", "1024"), KeyJSON.attribute("data_ecdsaCurve", #""secp256r1""#),
        ],
        [
          " attribute.regExp /body/attributes/0/content/0: Value  of attribute Cryptographic Key Alias doesn't match "
            + "regex [^\\p{Cc}]{1,255}",
          " attribute.notInList /body/attributes/2/content/0: Attribute content item is not part of predefined list"
            + suffix,
          " attribute.unknown /body/attributes/3: Content for attribute data_ecdsaCurve is provided but definition is "
            + "not found",
        ]
      ),
      (
        [KeyJSON.attribute("data_keyAlias", #""a""#), KeyJSON.attribute("data_keyAlgorithm", #""DSA""#)],
        [
          " attribute.notInList /body/attributes/1/content/0: Attribute content item is not part of predefined list"
            + "|Attribute[UUID=72159c04-d1a9-4703-8b23-469224425d5f, Name=data_keyAlgorithm, Type=Data, "
            + "ConnectorUUID=null]"
        ]
      ),
    ]
    for row in rows {
      var desk = desk
      let answer = try desk.answer(
        KeyJSON.create("k", body: #"{"attributes":[\#(row.attributes.joined(separator: ","))]}"#))
      #expect(answer == "VALIDATION_FAILED" + row.problems.joined())
      #expect(desk.ledger.keys.isEmpty)
    }
  }

  @Test("have an alias of their own in their token, even after they are destroyed")
  func aliases() throws {
    var desk = desk
    #expect(try desk.answer(KeyJSON.create("k1", alias: "one")) == "OK")
    let taken =
      "BAD_REQUEST key.exists /body/attributes: Object of type 'CryptographicKey' identified by one already exists."
    #expect(try desk.answer(KeyJSON.create("k2", alias: "one")) == taken)
    #expect(try desk.answer(KeyJSON.create("k3", alias: "one", profile: KeyJSON.other)) == "OK")
    #expect(try desk.answer(KeyJSON.destroy("d", "@k1", #""destroyActiveKey":true"#)) == "OK")
    #expect(try desk.answer(KeyJSON.create("k4", alias: "one")) == taken)
  }

  @Test("lie in a token profile that the home has, and that belongs to the token")
  func profiles() throws {
    var desk = try Desk(
      extra: [
        "token-profiles/off.json": KeyJSON.tokenProfile(
          "off", uuid: KeyJSON.profile, token: KeyJSON.profile, enabled: false)
      ])
    #expect(
      try desk.answer(KeyJSON.create("k1", alias: "a"))
        == "VALIDATION_FAILED tokenProfile.forbids /tokenProfileUuid: token profile off is disabled")
    let listed = try desk.decide(#"{"id":"l","operation":"listKeys","tokenProfileUuid":"\#(KeyJSON.profile)"}"#)
    #expect(listed.text == "OK" && body(listed) == "[]")
    #expect(
      try desk.answer(KeyJSON.create("k2", alias: "a", profile: KeyJSON.other))
        == "NOT_FOUND tokenProfile.unknown /tokenProfileUuid: Object of type 'TokenProfile' identified by "
        + "\(KeyJSON.other) is not found.")
    #expect(
      try desk.answer(KeyJSON.create("k3", alias: "a", profile: "x"))
        == "BAD_REQUEST member.value /tokenProfileUuid: Invalid UUID string: x")
    #expect(
      try desk.answer(#"{"id":"k4","operation":"createKey","body":{}}"#)
        == "BAD_REQUEST member.missing /tokenProfileUuid: the token profile is not named")
    var other = self.desk
    let path = "/v1/tokens/\(Desk.device)/tokenProfiles/\(KeyJSON.profile)/keys/keyPair"
    #expect(
      try other.answer(#"{"id":"k5","method":"POST","path":"\#(path)","body":{}}"#)
        == "NOT_FOUND tokenProfile.unknown /tokenInstanceUuid: Object of type 'TokenInstanceReference' identified by "
        + "\(Desk.device) is not found.")
  }

  @Test("have a name and a description, and nothing that could not be kept")
  func members() throws {
    var desk = desk
    let alias = [KeyJSON.attribute("data_keyAlias", #""a""#), KeyJSON.attribute("data_keyAlgorithm", #""Ed25519""#)]
      .joined(separator: ",")
    let named = try desk.decide(
      KeyJSON.create("k1", body: #"{"name":"Key A","description":"d","enabled":true,"attributes":[\#(alias)]}"#))
    #expect(body(named).contains(#""name":"Key A","description":"d""#))
    #expect(body(named).contains(#""name":"data_keyAlias","label":"Cryptographic Key Alias""#))
    #expect(
      try desk.answer(
        KeyJSON.create(
          "k2", body: #"{"enabled":false,"customAttributes":[{}],"groupUuid":"g","attributes":[\#(alias)]}"#))
        == "BAD_REQUEST member.unsupported /body/customAttributes: keys have no custom attributes "
        + "member.unsupported /body/enabled: a key that is disabled could not be enabled later "
        + "member.unknown /body/groupUuid: member \"groupUuid\" is unknown")
  }

  @Test("are destroyed only by their names, and while they are active only when that is said")
  func destruction() throws {
    var desk = desk
    _ = try desk.decide(KeyJSON.create("k", alias: "one"))
    let key = try #require(desk.ledger.tokenKey(ofRequest: "k"))
    func destroyed(_ label: String) -> String {
      "VALIDATION_FAILED key.state /keyUuid: Invalid state of key \(key.uuid). Key is \(label), hence can't be set to "
        + "Destroyed."
    }
    #expect(try desk.answer(KeyJSON.destroy("d1", "@k")) == destroyed("Active"))
    #expect(
      try desk.answer(KeyJSON.destroy("d2", Desk.device, #""destroyActiveKey":true"#))
        == "NOT_FOUND key.unknown /keyUuid: Object of type 'CryptographicKey' identified by \(Desk.device) is not found."
    )
    #expect(
      try desk.answer(
        KeyJSON.destroy("d3", "\(key.uuid)", #""tokenProfileUuid":"\#(KeyJSON.other)","destroyActiveKey":true"#)
      ).hasPrefix("NOT_FOUND key.unknown /keyUuid: "))
    #expect(
      try desk.answer(KeyJSON.destroy("d4", "@k", #""body":["\#(key.uuid)"],"destroyActiveKey":true"#))
        == "BAD_REQUEST member.unsupported /body: the items of a key are not destroyed one by one")
    #expect(
      try desk.answer(KeyJSON.destroy("d5", "@d4"))
        == "SKIPPED request.dependencyFailed /keyUuid: request d4 did not succeed (BAD_REQUEST)")
    let decision = try desk.decide(KeyJSON.destroy("d6", "\(key.uuid)", #""body":[],"destroyActiveKey":true"#))
    #expect(decision.text == "OK" && decision.destroysKey && decision.detail.keyDestroyed == true)
    #expect(desk.ledger.tokenKey(key.uuid)?.state == .destroyed)
    #expect(try desk.answer(KeyJSON.destroy("d7", "@k", #""destroyActiveKey":true"#)) == destroyed("Destroyed"))
  }

  @Test("are listed as they are, of one token profile or of all")
  func list() throws {
    var desk = desk
    for (id, alias, profile) in [
      ("k1", "b", KeyJSON.profile), ("k2", "a", KeyJSON.profile), ("k3", "c", KeyJSON.other),
    ] {
      _ = try desk.decide(KeyJSON.create(id, alias: alias, profile: profile))
    }
    _ = try desk.decide(KeyJSON.destroy("d", "@k1", #""destroyActiveKey":true"#))
    let all = try desk.decide(#"{"id":"l1","operation":"listKeys"}"#)
    #expect(body(all).components(separatedBy: #""tokenProfileUuid""#).count == 4)
    let path = "/api/v1/keys/pairs?tokenProfileUuid=\(KeyJSON.profile)"
    let some = body(try desk.decide(#"{"id":"l2","method":"GET","path":"\#(path)"}"#))
    #expect(some.components(separatedBy: #""state":"active""#).count == 3, "both items of a key")
    #expect(some.components(separatedBy: #""state":"destroyed""#).count == 3)
    #expect(!some.contains(KeyJSON.other))
    #expect(
      try desk.answer(#"{"id":"l3","operation":"listKeys","body":{"a":1}}"#).hasPrefix("BAD_REQUEST member.unknown"))
  }

  @Test("are made from six attributes of the API, whose definitions can be listed")
  func csrAttributes() throws {
    var desk = desk
    let text = body(try desk.decide(#"{"id":"l","method":"GET","path":"/v1/certificates/csr/attributes"}"#))
    #expect(
      text.hasPrefix(
        #"[{"uuid":"9abaeba0-973d-11ed-a8fc-0242ac120002","name":"commonName","type":"data","contentType":"string","#
          + #""properties":{"label":"Common Name","visible":true,"required":true,"readOnly":false,"list":false,"#
          + #""multiSelect":false},"constraints":[{"description":"at most 64 characters","#
          + #""errorMessage":"at most 64 characters","type":"regExp","data":"^.{0,64}$"}]}"#), "\(text)")
    #expect(text.components(separatedBy: #""uuid""#).count == 7)
    #expect(text.contains(#""name":"country""#) && text.contains(#""data":"^[A-Z]{2}$""#))
    let names = text.components(separatedBy: #""name":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    #expect(names == ["commonName", "organizationalUnit", "organization", "locality", "state", "country"])
  }
}

extension String {
  fileprivate func components(separatedBy text: String) -> [Substring] {
    split(separator: text, omittingEmptySubsequences: false)
  }
}
