import Diagnostics
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("What becomes of end entities")
struct EndEntityLifeTests {
  private static let generous = (
    path: "end-entity-profiles/tls-server.json", old: #""unlistedSubject""#,
    new: #""enrolment":{"leaveRevoked":true,"passwordMinLength":4,"passwordHashLogN":15},"unlistedSubject""#
  )

  private func edit(_ body: String, id: String, username: String = "anna") -> String {
    RequestJSON.of(
      "editEndEntity", id: id, #""raProfileName":"tls-server","username":"\#(username)""#, #""body":{\#(body)}"#)
  }

  private func add(_ desk: inout Desk, _ username: String = "anna") throws {
    let answer = try desk.answer(
      RequestJSON.of(
        "addEndEntity", id: "add-\(username)",
        #""body":{"username":"\#(username)","password":"secret","subjectDN":"CN=\#(username)","#
          + #""email":"a@example.com","extensionData":[{"name":"a","value":"1"}]}"#))
    try #require(answer == "OK")
  }

  private func enrol(_ desk: inout Desk, password: String = "secret", id: String) throws -> Decision {
    try desk.decide(
      RequestJSON.of(
        "legacyIssueCertificate", id: id,
        #""body":{"username":"anna","password":"\#(password)","pkcs10":"\#(try RequestParts().base64())"}"#))
  }

  private func remove(_ desk: inout Desk, id: String) throws -> Decision {
    try desk.decide(RequestJSON.of("revokeAndDeleteEndEntity", id: id, #""username":"anna""#))
  }

  // MARK: Editing

  @Test("An edit changes what it names and leaves the rest")
  func editing() throws {
    var desk = try Desk()
    try add(&desk)
    let answer = try desk.answer(
      edit(
        #""raProfile":{},"subjectDN":"CN=anna,O=Example","subjectAltName":"dNSName=a.example","password":" ","#
          + #""email":"","status":"KEY_RECOVERY","extensionData":[{"name":"b","value":"2"},{"name":"a","value":"3"}]"#,
        id: "1"))
    #expect(answer == "OK")
    let entity = try #require(desk.ledger.entities.first)
    #expect(entity.subjectDN == "CN=anna,O=Example")
    #expect(entity.subjectAltName == "dNSName=a.example")
    #expect(entity.email == "a@example.com")
    #expect(entity.extensionData.map { "\($0.name)=\($0.value)" } == ["a=3", "b=2"])
    #expect(entity.status == .keyRecovery)
    #expect(try PasswordHash.matches("secret", hash: entity.passwordHash))
    #expect(try desk.answer(edit(#""password":"other""#, id: "2")) == "OK")
    let changed = try #require(desk.ledger.entities.first)
    #expect(try PasswordHash.matches("other", hash: changed.passwordHash))
    #expect(changed.status == .keyRecovery)
  }

  @Test("An edit says what the status was and is")
  func editResult() throws {
    var desk = try Desk()
    try add(&desk)
    let result = try desk.decide(edit(#""status":"GENERATED""#, id: "1")).detail.endEntity
    #expect(result?.previousStatus == .new)
    #expect(result?.status == .generated)
  }

  @Test("An edit is refused where what it gives is not allowed, and changes nothing")
  func refusedEdits() throws {
    var desk = try Desk(Self.generous)
    try add(&desk)
    let before = desk.ledger.entities
    let rows = [
      (#""subjectDN":"anna""#, "VALIDATION_FAILED subject.notAllowed /body/subjectDN: not a distinguished name: "),
      (#""subjectDN":"CN=a,title=x""#, "VALIDATION_FAILED subject.notAllowed /body/subjectDN: "),
      (#""subjectAltName":"x""#, "VALIDATION_FAILED subjectAltName.notAllowed /body/subjectAltName: "),
      (#""password":"abc""#, "BAD_REQUEST member.value /body/password: the password has fewer than 4 characters"),
      (#""status":"new""#, #"BAD_REQUEST member.value /body/status: "status" cannot be "new""#),
      (#""username":"b""#, #"BAD_REQUEST member.unknown /body/username: member "username" is unknown"#),
      (#""extensionData":[{"value":"1"}]"#, "BAD_REQUEST member.missing /body/extensionData/0: "),
    ]
    for (index, row) in rows.enumerated() {
      let answer = try desk.answer(edit(row.0, id: "\(index)"))
      #expect(answer.hasPrefix(row.1), "\(answer)")
    }
    #expect(
      try desk.answer(edit("", id: "x", username: "bob"))
        == "NOT_FOUND endEntity.unknown /username: Object of type 'EndEntity' identified by bob is not found.")
    #expect(
      try desk.answer(RequestJSON.of("editEndEntity", id: "y", #""body":{}"#))
        == "BAD_REQUEST member.missing /username: the end entity is not named")
    #expect(desk.ledger.entities == before)
  }

  @Test("Nobody leaves REVOKED unless the profile says so", arguments: [false, true])
  func leavingRevoked(isAllowed: Bool) throws {
    var desk = isAllowed ? try Desk(Self.generous) : try Desk()
    try add(&desk)
    #expect(try desk.answer(edit(#""status":"REVOKED""#, id: "1")) == "OK")
    // The same status, or none, is no change.
    #expect(try desk.answer(edit(#""status":"REVOKED","email":"b@example.com""#, id: "2")) == "OK")
    let answer = try desk.answer(edit(#""status":"NEW""#, id: "3"))
    let refusal =
      "BAD_REQUEST endEntity.status /body/status: end entity anna has status REVOKED, which an edit does not change"
    #expect(answer == (isAllowed ? "OK" : refusal))
    #expect(desk.ledger.entities.first?.status == (isAllowed ? .new : .revoked))
  }

  // MARK: Passwords

  @Test("A reset password is another one each time, works, and is nowhere but in its file")
  func resetting() throws {
    var desk = try Desk()
    try add(&desk)
    var texts: [String] = []
    for id in ["reset-1", "reset-2"] {
      let decision = try desk.decide(RequestJSON.of("resetPassword", id: id, #""username":"anna""#))
      let secret = try #require(decision.secret)
      #expect(secret.path == "secrets/\(id).password")
      #expect(decision.detail.endEntity?.secretFile == secret.path)
      #expect(secret.text.utf8.count == 26)
      let entity = try #require(desk.ledger.entities.first)
      #expect(try PasswordHash.matches(secret.text, hash: entity.passwordHash))
      #expect(entity.status == .new)
      #expect(!String(decoding: decision.request.detail, as: UTF8.self).contains(secret.text))
      texts.append(secret.text)
    }
    #expect(texts[0] != texts[1])
    #expect(try enrol(&desk, id: "e-1").text.hasPrefix("BAD_REQUEST endEntity.password "))
    #expect(try enrol(&desk, password: texts[0], id: "e-2").text.hasPrefix("BAD_REQUEST endEntity.password "))
    #expect(try enrol(&desk, password: texts[1], id: "e-3").text == "OK")
  }

  @Test("A repeated reset gives the same result and no second password")
  func resettingAgain() throws {
    var desk = try Desk()
    try add(&desk)
    let request = RequestJSON.of("resetPassword", id: "r", #""username":"anna""#)
    let hash = try desk.decide(request, at: 7).secret.map { _ in desk.ledger.entities.first?.passwordHash }
    desk.run = 2
    let again = try desk.decide(request, at: 7)
    #expect(again.isReplay)
    #expect(again.secret == nil)
    #expect(again.detail.endEntity?.secretFile == "secrets/r.password")
    #expect(desk.ledger.entities.first?.passwordHash == hash)
  }

  @Test("The profile says how long a password must be and what its hash costs")
  func passwordRules() throws {
    var desk = try Desk(Self.generous)
    try add(&desk)
    #expect(desk.ledger.entities.first?.passwordHash.hasPrefix("$scrypt$ln=15,") == true)
    let short = RequestJSON.of(
      "addEndEntity", id: "s", #""body":{"username":"s","password":"äöü","subjectDN":"CN=s"}"#)
    #expect(
      try desk.answer(short)
        == "BAD_REQUEST member.value /body/password: the password has fewer than 4 characters")
    var long = try Desk(
      (
        path: "end-entity-profiles/tls-server.json", old: #""unlistedSubject""#,
        new: #""enrolment":{"passwordMinLength":40,"passwordHashLogN":4},"unlistedSubject""#
      ))
    let password = String(repeating: "x", count: 40)
    #expect(
      try long.answer(
        RequestJSON.of(
          "addEndEntity", id: "a", #""body":{"username":"anna","password":"\#(password)","subjectDN":"CN=a"}"#)) == "OK"
    )
    #expect(long.ledger.entities.first?.passwordHash.hasPrefix("$scrypt$ln=4,") == true)
    let reset = try long.decide(RequestJSON.of("resetPassword", id: "r", #""username":"anna""#))
    #expect(reset.secret?.text.utf8.count == 40)
  }

  // MARK: Names

  private func desk(naming rule: String) throws -> Desk {
    try Desk(
      (
        path: "end-entity-profiles/tls-server.json", old: #""unlistedSubject""#,
        new: #""enrolment":{\#(rule)},"unlistedSubject""#
      ))
  }

  private func addUnnamed(_ subject: String, id: String = "r") -> String {
    RequestJSON.of("addEndEntity", id: id, #""body":{"password":"p","subjectDN":"\#(subject)"}"#)
  }

  @Test("An end entity without a name gets one from its subject, where the profile makes names")
  func commonNames() throws {
    var desk = try desk(naming: #""usernameGenMethod":"CN","usernamePrefix":"u-","usernamePostfix":"-x""#)
    let decision = try desk.decide(addUnnamed("CN=anna,O=Example"))
    #expect(decision.text == "OK")
    #expect(decision.detail.endEntity?.username == "u-anna-x")
    #expect(desk.ledger.entities.map(\.username) == ["u-anna-x"])
    #expect(
      try desk.answer(addUnnamed("CN=anna", id: "2"))
        == "BAD_REQUEST endEntity.exists /body/username: Object of type 'EndEntity' identified by u-anna-x already exists."
    )
    #expect(
      try desk.answer(addUnnamed("O=Example", id: "3"))
        == "BAD_REQUEST member.value /body/username: Username is null or empty, username was not properly generated: "
        + "the subject has no common name")
    // A name that is given counts.
    try add(&desk, "bob")
    #expect(desk.ledger.entities.last?.username == "bob")
  }

  @Test("An end entity without a name gets a random one, where the profile makes such")
  func randomNames() throws {
    var desk = try desk(naming: #""usernameGenMethod":"RANDOM","usernamePrefix":"u-""#)
    for id in ["1", "2"] { #expect(try desk.answer(addUnnamed("CN=anna", id: id)) == "OK") }
    let names = Set(desk.ledger.entities.map(\.username))
    #expect(names.count == 2)
    #expect(names.allSatisfy { $0.hasPrefix("u-") && $0.utf8.count == 15 })
  }

  @Test("An end entity needs a name where the profile makes none")
  func missingName() throws {
    var desk = try Desk()
    #expect(
      try desk.answer(addUnnamed("CN=anna"))
        == #"BAD_REQUEST member.missing /body: member "username" is missing"#)
  }

  // MARK: Leaving

  @Test("Who leaves takes all certificates along, and the name")
  func removal() throws {
    var desk = try Desk()
    try add(&desk)
    var uuids: [UniqueID] = []
    for id in ["e-1", "e-2", "e-3"] {
      let decision = try enrol(&desk, id: id)
      uuids.append(try #require(decision.certificate?.uuid))
      #expect(try desk.answer(edit(#""status":"NEW""#, id: "new-\(id)")) == "OK")
    }
    let revoke = RequestJSON.of(
      "revokeCertificate", id: "one", #""certificateUuid":"@e-2""#, #""body":{"reason":"keyCompromise"}"#)
    #expect(try desk.answer(revoke) == "OK")
    let decision = try remove(&desk, id: "bye")
    #expect(decision.text == "OK")
    #expect(decision.needsKey)
    #expect(decision.authority?.description == Desk.authority)
    #expect(decision.certificate == nil)
    let result = try #require(decision.detail.endEntity)
    #expect(Set(result.revoked.map(\.uuid)) == [uuids[0], uuids[2]])
    #expect(result.status == nil && result.previousStatus == .new)
    #expect(uuids.allSatisfy { desk.ledger.certificates[$0]?.state == .revoked })
    #expect(uuids.map { desk.ledger.revocations[$0]?.reason } == [.unspecified, .keyCompromise, .unspecified])
    #expect(desk.ledger.entities.isEmpty)
    #expect(try remove(&desk, id: "bye-again").text.hasPrefix("NOT_FOUND endEntity.unknown /username: "))
    #expect(try enrol(&desk, id: "late").text.hasPrefix("NOT_FOUND endEntity.unknown /username: "))
    let again = RequestJSON.of(
      "addEndEntity", id: "again", #""body":{"username":"anna","password":"p","subjectDN":"CN=anna"}"#)
    #expect(
      try desk.answer(again)
        == "BAD_REQUEST endEntity.deleted /body/username: end entity anna was deleted; its name is not given again")
  }

  @Test("Who leaves takes along what was issued in the place of their certificates, revoked or not")
  func removalOfSuccessors() throws {
    var desk = try Desk()
    try add(&desk)
    var uuids = [try #require(try enrol(&desk, id: "e").certificate?.uuid)]
    for (id, predecessor) in [("second", "e"), ("third", "second"), ("other", "e")] {
      let decision = try desk.decide(RequestJSON.succeed("renewCertificate", "@\(predecessor)", id: id))
      uuids.append(try #require(decision.certificate?.uuid))
    }
    #expect(try desk.answer(RequestJSON.revoke("@second", id: "v")) == "OK")
    let result = try #require(try remove(&desk, id: "bye").detail.endEntity)
    #expect(Set(result.revoked.map(\.uuid)) == [uuids[0], uuids[2], uuids[3]])
    #expect(uuids.allSatisfy { desk.ledger.certificates[$0]?.state == .revoked })
  }

  @Test("Who has no certificate leaves without a key")
  func removalWithoutCertificates() throws {
    var desk = try Desk()
    try add(&desk)
    let decision = try remove(&desk, id: "bye")
    #expect(decision.text == "OK")
    #expect(!decision.needsKey)
    #expect(desk.ledger.entities.isEmpty)
  }

  @Test("Nobody leaves while a certificate waits for its signature")
  func removalWhileWaiting() throws {
    var desk = try Desk()
    try add(&desk)
    let uuid = try #require(try enrol(&desk, id: "e").certificate?.uuid)
    desk.ledger.certificates[uuid] = desk.ledger.certificates[uuid]?.with(state: .requested)
    #expect(
      try remove(&desk, id: "bye").text
        == "VALIDATION_FAILED certificate.state /username: Cannot perform operation revoke on certificate in state "
        + "Requested. Certificate: \(uuid)")
    #expect(desk.ledger.entities.count == 1)
  }
}
