import Diagnostics
import DocumentModel
import OpenSSLBackend
import PKIModel
import Testing

@testable import ManifestReading
@testable import RequestResolution

@Suite("A certificate request that is made with a key")
struct KeyedRequestTests {
  private var desk: Desk

  init() throws {
    desk = try Desk(extra: KeyJSON.home)
    for (id, algorithm, size) in [("ec", "ECDSA", #""secp384r1""#), ("rsa", "RSA", "2048"), ("ed", "Ed25519", "")] {
      let answer = try desk.answer(KeyJSON.create(id, alias: id, algorithm, size: size))
      try #require(answer == "OK")
    }
  }

  private func key(_ id: String) throws -> TokenKey { try #require(desk.ledger.tokenKey(ofRequest: id)) }

  private func request(_ decision: Decision) throws -> CertificationRequest {
    try CertificationRequest(der: try #require(decision.certificate?.request, "\(decision.text)"))
  }

  @Test(
    "is signed as its attributes say",
    arguments: [
      ("ec", "SHA-256", nil, SignatureMethod.ecdsa(.sha256)), ("ec", "SHA-512", nil, .ecdsa(.sha512)),
      ("rsa", "SHA-384", "PKCS1-v1_5", .rsa(.pkcs1, .sha384)), ("rsa", "SHA-256", "PSS", .rsa(.pss, .sha256)),
      ("rsa", "SHA3-512", "PKCS1-v1_5", .rsa(.pkcs1, .sha3512)), ("rsa", "SHA3-256", "PSS", .rsa(.pss, .sha3256)),
    ] as [(String, String, String?, SignatureMethod)])
  func methods(id: String, digest: String, scheme: String?, method: SignatureMethod) throws {
    var desk = desk
    let decision = try desk.decide(KeyJSON.issue("i", KeyJSON.keyed("@\(id)", digest: digest, scheme: scheme)))
    #expect(decision.text == "OK")
    let request = try request(decision)
    #expect(request.signatureAlgorithm == method.algorithm)
    #expect(request.publicKey == (try key(id)).publicKey)
    #expect(try LaneCryptography().verifyProof(of: request) == .valid)
    #expect(request.subject.description == "CN=www.example")
    let fields = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(fields.publicKey == request.publicKey && fields.subject == request.subject)
  }

  @Test("is made of attributes without content types, too, and each time the result says so")
  func untyped() throws {
    var desk = desk
    func warned(_ request: String) throws -> [String] {
      let decision = try desk.decide(request.replacing(#""contentType":"string","#, with: ""))
      #expect(decision.outcome == .ok, "\(decision.text)")
      #expect(decision.detail.warnings.allSatisfy { $0.code == .attributeContentType }, "\(decision.text)")
      return decision.detail.warnings.map(\.pointer)
    }
    #expect(
      try warned(KeyJSON.create("k", alias: "k", "ECDSA", size: #""secp256r1""#))
        == ["/body/attributes/0", "/body/attributes/1", "/body/attributes/2"])
    let made = ["/body/csrAttributes/0", "/body/signatureAttributes/0"]
    #expect(try warned(KeyJSON.issue("i", KeyJSON.keyed("@k"))) == made)
    let members = KeyJSON.keyed("@ec").replacing(/"csrAttributes":\[.*?\],/, with: "")
    #expect(try warned(RequestJSON.succeed("rekeyCertificate", "@i", members: members)) == Array(made.dropFirst()))
  }

  @Test("has the subject of the CSR attributes in the usual order, and of issue attributes what else there is")
  func names() throws {
    var desk = desk
    let csr = [
      ("commonName", "a-b c"), ("organizationalUnit", ""), ("organization", "A, B & Co"), ("locality", "Köln"),
      ("state", "NRW"), ("country", "DE"),
    ].map { KeyJSON.attribute($0, "\"\($1)\"") }.joined(separator: ",")
    let members = """
      "keyUuid":"\(try key("ed").uuid)","tokenProfileUuid":"\(KeyJSON.profile)","csrAttributes":[\(csr)],\
      "attributes":[\(KeyJSON.attribute("san", #""dNSName=a.example""#)),\(KeyJSON.attribute("validityDays", "30"))]
      """
    let decision = try desk.decide(KeyJSON.issue("i", members))
    #expect(decision.text == "OK")
    let request = try request(decision)
    let types = request.subject.relativeNames.flatMap { $0.attributes.compactMap { AttributeType.of($0.type)?.oid } }
    #expect(
      types
        == ["country", "state", "locality", "organization", "commonName"].compactMap { AttributeType.named($0)?.oid })
    #expect(request.subject.text(of: OID(2, 5, 4, 10)) == "A, B & Co")
    #expect(request.signatureAlgorithm == AlgorithmIdentifier(.ed25519))
    let fields = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(fields.subject == request.subject)
    #expect(try fields.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("a.example")])
    #expect(fields.validity.notAfter.seconds - fields.validity.notBefore.seconds == 30 * Desk.day - 1)
  }

  @Test(
    "is not signed with what proves too little",
    arguments: ["MD5", "SHA-1", "SHA-224", "SHA3-256", "SHA3-384", "SHA3-512"])
  func weakDigests(digest: String) throws {
    var desk = desk
    let problem =
      "VALIDATION_FAILED csr.signatureAlgorithm /body/signatureAttributes: a request signed with \(digest) is not allowed"
    #expect(try desk.answer(KeyJSON.issue("i1", KeyJSON.keyed("@ec", digest: digest))) == problem)
    let answer = try desk.answer(KeyJSON.issue("i2", KeyJSON.keyed("@rsa", digest: digest, scheme: "PSS")))
    #expect(answer == (digest.hasPrefix("SHA3") ? "OK" : problem))
  }

  @Test("says everything that is wrong before the ledger is asked, and everything after it")
  func accumulation() throws {
    var desk = desk
    let suffix =
      "|Attribute[UUID=46bfdc2f-a96f-4f5d-a218-d538fde92e6d, Name=data_sigDigest, Type=Data, ConnectorUUID=null]"
    let shape = """
      "keyUuid":"@ec","tokenProfileUuid":"\(KeyJSON.profile)",\
      "csrAttributes":[\(KeyJSON.attribute("country", #""Germany""#)),\(KeyJSON.attribute("email", #""x""#))],\
      "signatureAttributes":[\(KeyJSON.attribute("data_sigDigest", #""SHA-2""#))]
      """
    #expect(
      try desk.answer(KeyJSON.issue("i1", shape))
        == "VALIDATION_FAILED attribute.regExp /body/csrAttributes/0/content/0: Value Germany of attribute Country doesn't "
        + "match regex ^[A-Z]{2}$ attribute.unknown /body/csrAttributes/1: Content for attribute email is provided but "
        + "definition is not found attribute.required /body/csrAttributes: Content for required Data attribute commonName "
        + "is not provided. attribute.notInList /body/signatureAttributes/0/content/0: Attribute content item is not part "
        + "of predefined list\(suffix)")
    _ = try desk.decide(KeyJSON.destroy("d", "@ec", #""destroyActiveKey":true"#))
    #expect(
      try desk.answer(KeyJSON.issue("i2", KeyJSON.keyed("@ec", digest: "MD5", scheme: "PSS")))
        == "VALIDATION_FAILED key.state /body/keyUuid: Key needs to be Active and enabled. attribute.unknown "
        + "/body/signatureAttributes: Content for attribute data_rsaSigScheme is provided but definition is not found "
        + "csr.signatureAlgorithm /body/signatureAttributes: a request signed with MD5 is not allowed")
    let bare =
      #""keyUuid":"@rsa","tokenProfileUuid":"\#(KeyJSON.profile)","#
      + #""csrAttributes":[\#(KeyJSON.attribute("commonName", #""a""#))]"#
    #expect(
      try desk.answer(KeyJSON.issue("i3", bare))
        == "VALIDATION_FAILED attribute.required /body/signatureAttributes: Content for required Data attribute "
        + "data_rsaSigScheme is not provided. attribute.required /body/signatureAttributes: Content for required Data "
        + "attribute data_sigDigest is not provided.")
  }

  @Test("needs a key and a token profile that belong together and may sign")
  func references() throws {
    var desk = desk
    _ = try desk.decide(KeyJSON.create("o", alias: "o", profile: KeyJSON.other))
    let rows: [(members: String, answer: String)] = [
      (
        #""tokenProfileUuid":"\#(KeyJSON.profile)""#,
        "VALIDATION_FAILED key.reference /body/keyUuid: Key UUID Cannot be empty attribute.required /body/csrAttributes: "
          + "Content for required Data attribute commonName is not provided."
      ),
      (
        KeyJSON.keyed("@o"),
        "VALIDATION_FAILED key.reference /body/keyUuid: Key and Token Profile are not associated to each other"
      ),
      (
        KeyJSON.keyed("@o", profile: KeyJSON.other),
        "VALIDATION_FAILED tokenProfile.forbids /body/tokenProfileUuid: token profile other does not allow to sign"
      ),
      (
        KeyJSON.keyed(Desk.server),
        "NOT_FOUND key.unknown /body/keyUuid: Object of type 'CryptographicKey' identified by \(Desk.server) is not found."
      ),
      (KeyJSON.keyed("x"), "BAD_REQUEST member.value /body/keyUuid: Invalid UUID string: x"),
      (
        KeyJSON.keyed("@later"),
        "BAD_REQUEST request.reference /body/keyUuid: request later does not stand before this one"
      ),
      (
        KeyJSON.keyed("@ec") + #","format":"crmf""#,
        "VALIDATION_FAILED csr.format /body/format: CRMF format is not supported for CSR generation"
      ),
    ]
    for (index, row) in rows.enumerated() {
      #expect(try desk.answer(KeyJSON.issue("i\(index)", row.members)) == row.answer)
    }
    #expect(
      try desk.answer(
        RequestJSON.of(
          "issueCertificate", id: "pin", #""requestSha256":"\#(String(repeating: "00", count: 32))""#,
          #""body":{\#(KeyJSON.keyed("@ec"))}"#))
        == "BAD_REQUEST request.digest /requestSha256: no certificate request is given that could be the approved one")
  }

  @Test("is judged by the end-entity profile as if somebody had sent it")
  func policies() throws {
    var desk = try Desk(
      ("end-entity-profiles/tls-server.json", "\"ed25519\"", "\"ed448\""), extra: KeyJSON.home)
    _ = try desk.decide(KeyJSON.create("ed", alias: "ed", "Ed25519"))
    let members =
      #""keyUuid":"@ed","tokenProfileUuid":"\#(KeyJSON.profile)","#
      + #""csrAttributes":[\#(KeyJSON.attribute("commonName", #""a""#))]"#
    #expect(
      try desk.answer(KeyJSON.issue("i", members))
        == "VALIDATION_FAILED key.notAllowed /body/keyUuid: Ed25519 keys are not allowed")
  }

  @Test("is not made where the token is gone, and the failure is no refusal that stands")
  func unavailable() throws {
    var desk = desk
    desk.keyring = DeskKeyring()
    #expect(
      try desk.answer(KeyJSON.issue("i", KeyJSON.keyed("@ec")))
        == "AUTHORITY_UNAVAILABLE token.unavailable : the token is gone")
  }

  @Test("is unsigned where a run only checks, and then a renewal with it is decided as in a run")
  func checking() throws {
    var desk = desk
    desk.keyring = UnsigningKeyring()
    #expect(try desk.answer(KeyJSON.issue("i", KeyJSON.keyed("@ec"))) == "OK")
    #expect(try desk.answer(RequestJSON.succeed("renewCertificate", "@i")) == "OK")
    #expect(
      try desk.answer(KeyJSON.issue("j", KeyJSON.keyed("@ec", digest: "SHA-1"))).contains("SHA-1 is not allowed"))
  }

  private struct UnsigningKeyring: TokenKeyring {
    func makeKey(_ algorithm: KeyAlgorithm, in tokenProfile: UniqueID) -> Result<NewTokenKey, TokenProblem> {
      .failure(TokenProblem(text: "not here"))
    }
    func sign(_ message: [UInt8], with key: TokenKey, by method: SignatureMethod) -> Result<[UInt8], TokenProblem> {
      .success([])
    }
  }

  @Test("can wait, and is issued later")
  func submission() throws {
    var desk = desk
    let submitted = try desk.decide(
      RequestJSON.of("submitCertificateRequest", id: "s", #""body":{\#(KeyJSON.keyed("@ec"))}"#))
    #expect(submitted.text == "OK")
    let submission = try #require(desk.ledger.submissions.values.first)
    #expect(try CertificationRequest(der: submission.request).publicKey == (try key("ec")).publicKey)
    #expect(
      try desk.answer(RequestJSON.of("issueNewCertificate", id: "n", #""certificateUuid":"@s""#)) == "OK")
  }

  @Test("that is given with a key is one of that key")
  func statedKey() throws {
    var desk = desk
    let first = try desk.decide(KeyJSON.issue("i", KeyJSON.keyed("@ec")))
    let request = String(decoding: Base64.encode(try #require(first.certificate?.request)), as: UTF8.self)
    func again(_ id: String, _ key: String) -> String {
      KeyJSON.issue(id, #""request":"\#(request)","keyUuid":"\#(key)","tokenProfileUuid":"\#(KeyJSON.profile)""#)
    }
    #expect(try desk.answer(again("j", "@ec")) == "OK")
    #expect(
      try desk.answer(again("k", "@rsa"))
        == "VALIDATION_FAILED key.mismatch /body/keyUuid: the certificate request is not one of key "
        + "\(try key("rsa").uuid)")
  }

  @Test("rekeys with subject and alternative names of the old certificate")
  func rekey() throws {
    var desk = desk
    let san = #","attributes":[\#(KeyJSON.attribute("san", #""dNSName=a.example,dNSName=b.example""#))]"#
    #expect(try desk.answer(KeyJSON.issue("i", KeyJSON.keyed("@ec", name: "x.example") + san)) == "OK")
    func rekey(_ id: String, _ members: String...) throws -> Decision {
      try desk.decide(
        RequestJSON.of(
          "rekeyCertificate", id: id, #""certificateUuid":"@i""#, #""body":{\#(members.joined(separator: ","))}"#))
    }
    let profile = #""tokenProfileUuid":"\#(KeyJSON.profile)""#
    let decision = try rekey("r1", #""keyUuid":"@ed""#, profile)
    #expect(decision.text == "OK")
    let request = try request(decision)
    #expect(request.publicKey == (try key("ed")).publicKey && request.subject.description == "CN=x.example")
    #expect(try request.requestedAltNames() == [.dNSName("a.example"), .dNSName("b.example")])
    let fields = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(try fields.certificateExtension(.subjectAltName)?.generalNames() == (try request.requestedAltNames()))
    #expect(
      try rekey("r2", #""keyUuid":"@rsa""#, profile).text
        == "VALIDATION_FAILED attribute.required /body/signatureAttributes: Signature Attributes are not provided in "
        + "request and old certificate")
    #expect(
      try rekey("r3", #""keyUuid":"@ec""#, profile).text
        == "VALIDATION_FAILED key.mismatch /body/keyUuid: Rekey operation not permitted. Cannot use same key to rekey "
        + "certificate")
    #expect(
      try rekey("r4").text
        == "VALIDATION_FAILED certificate.requestMissing /body/request: Invalid key information")
    #expect(
      try rekey("r5", profile).text
        == "VALIDATION_FAILED key.reference /body/keyUuid: Key UUID is not provided in the request and old certificate "
        + "does not have key reference")
    _ = try desk.decide(KeyJSON.create("ec2", alias: "ec2", size: #""secp256r1""#))
    let inherited = try rekey("r6", #""keyUuid":"@ec2""#, profile)
    #expect(try self.request(inherited).signatureAlgorithm == AlgorithmIdentifier(.ecdsaWithSHA256))
    _ = try desk.decide(KeyJSON.destroy("d", "@ec", #""destroyActiveKey":true"#))
    #expect(
      try rekey("r7").text
        == "VALIDATION_FAILED certificate.requestMissing /body/request: Old certificate does not have private key or "
        + "private key is in incorrect state")
  }

  @Test("leads from its certificate to the key, which goes with the certificate where that is asked")
  func destruction() throws {
    var desk = desk
    for id in ["i1", "i2"] { _ = try desk.decide(KeyJSON.issue(id, KeyJSON.keyed("@ec", name: "\(id).example"))) }
    let key = try key("ec")
    func revoke(_ id: String, _ certificate: String, _ members: String...) throws -> Decision {
      try desk.decide(
        RequestJSON.of(
          "revokeCertificate", id: id, #""certificateUuid":"\#(certificate)""#, #""body":{"destroyKey":true}"#,
          members.first ?? #""dependsOn":[]"#))
    }
    let kept = try revoke("v1", "@i1")
    #expect(
      kept.text
        == "OK warning key.notDestroyed /body/destroyKey: no key was destroyed: Invalid state of key \(key.uuid). Key is "
        + "Active, hence can't be set to Destroyed.")
    #expect(kept.detail.keyDestroyed == false && !kept.destroysKey)
    #expect(desk.ledger.tokenKey(key.uuid)?.state == .active)
    let gone = try revoke("v2", "@i2", #""destroyActiveKey":true"#)
    #expect(gone.text == "OK" && gone.detail.keyDestroyed == true && gone.destroysKey)
    #expect(desk.ledger.tokenKey(key.uuid)?.state == .destroyed)
    #expect(RequestDetail(json: gone.request.detail)?.destroyedKey == key.uuid)
  }

  @Test("is not made any more once a certificate of its key is revoked for keyCompromise")
  func compromise() throws {
    var desk = desk
    for id in ["i1", "i2", "i3"] { _ = try desk.decide(KeyJSON.issue(id, KeyJSON.keyed("@ec", name: "\(id).example"))) }
    let key = try key("ec")
    func revoke(_ certificate: String, _ body: String) throws -> Decision {
      try desk.decide(RequestJSON.revoke(certificate, id: "v-\(certificate)", body: body))
    }
    let revoked = try revoke("@i1", #"{"reason":"keyCompromise"}"#)
    #expect(revoked.text == "OK" && revoked.detail.keyDestroyed == nil && !revoked.destroysKey)
    #expect(desk.ledger.tokenKey(key.uuid)?.state == .compromised)
    #expect(
      try desk.answer(KeyJSON.issue("late", KeyJSON.keyed("@ec")))
        == "VALIDATION_FAILED key.state /body/keyUuid: Key needs to be Active and enabled.")
    #expect(try revoke("@i2", #"{"reason":"keyCompromise"}"#).recorded.changes.count == 1, "it is so already")
    let gone = try revoke("@i3", #"{"reason":"superseded","destroyKey":true}"#)
    #expect(gone.text == "OK" && gone.destroysKey && gone.detail.keyDestroyed == true)
    #expect(desk.ledger.tokenKey(key.uuid)?.state == .destroyedCompromised)
  }

  @Test("makes a revocation wait for other keys only where it may change one")
  func touches() throws {
    var desk = desk
    let keyed = try #require(try desk.decide(KeyJSON.issue("i", KeyJSON.keyed("@ec"))).certificate?.uuid)
    let plain = try #require(try desk.decide(RequestJSON.issue(RequestParts())).certificate?.uuid)
    let preparer = RequestPreparer(
      context: desk.context, cryptography: try LaneCryptography(), ledger: desk.ledger, limits: DocumentLimits(),
      readFile: { .failure(RequestFileProblem(text: $0)) })
    let rows: [(certificate: String, body: String, waits: Bool)] = [
      ("\(keyed)", #"{"reason":"keyCompromise"}"#, true), ("\(keyed)", #"{"destroyKey":true}"#, true),
      ("\(keyed)", #"{"reason":"superseded"}"#, false), ("\(plain)", #"{"reason":"keyCompromise"}"#, false),
      ("\(plain)", #"{"destroyKey":true}"#, false), ("@r", #"{"reason":"keyCompromise"}"#, true),
      (Desk.device, #"{"destroyKey":true}"#, true),
    ]
    for row in rows {
      let text = RequestJSON.revoke(row.certificate, body: row.body)
      let prepared = try preparer.prepare(
        ManifestRecord(position: 9, line: 1, content: .text(Array(text.utf8))))
      #expect(prepared.touches.contains(.changing(.keyStates)) == row.waits, "\(row)")
    }
  }
}
