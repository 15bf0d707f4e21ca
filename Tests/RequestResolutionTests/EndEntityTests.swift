import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("End entities")
struct EndEntityTests {
  private var desk: Desk
  /// One slow hash for all.
  private static let hash = Result { try PasswordHash.make("secret") }

  init() throws {
    desk = try Desk()
    try put(.new)
  }

  private mutating func put(_ status: EndEntityStatus, subject: String = "CN=anna", altName: String? = nil) throws {
    desk.ledger.entities = [
      EndEntity(
        raProfile: try #require(UniqueID(Desk.server)), username: "anna", subjectDN: subject, subjectAltName: altName,
        email: nil, extensionData: [], status: status, passwordHash: try Self.hash.get())
    ]
  }

  private static func enrol(_ parts: RequestParts, password: String = "secret", id: String = "e") throws -> String {
    RequestJSON.of(
      "legacyIssueCertificate", id: id,
      #""body":{"username":"anna","password":"\#(password)","pkcs10":"\#(try parts.base64())"}"#)
  }

  private var status: EndEntityStatus? { desk.ledger.entities.first?.status }

  @Test("are added once, with names that a certificate of theirs may have")
  mutating func adding() throws {
    func add(_ username: String, _ subject: String, _ altName: String? = nil, id: String) throws -> String {
      let more = altName.map { #","subjectAltName":"\#($0)""# } ?? ""
      return RequestJSON.of(
        "addEndEntity", id: id,
        #""body":{"username":"\#(username)","password":"p","subjectDN":"\#(subject)"\#(more)}"#)
    }
    let rows = try [
      (add("bob", "CN=bob", "dNSName=bob.example", id: "1"), "OK"),
      (
        add("bob", "CN=bob", id: "2"),
        "BAD_REQUEST endEntity.exists /body/username: Object of type 'EndEntity' identified by bob already exists."
      ),
      (add("eve", "CN=eve,title=x", id: "3"), "VALIDATION_FAILED subject.notAllowed /body/subjectDN: "),
      (add("eve", "eve", id: "4"), "VALIDATION_FAILED subject.notAllowed /body/subjectDN: not a distinguished name: "),
      (
        add("eve", "CN=eve", "dNSName=a b", id: "5"),
        "VALIDATION_FAILED subjectAltName.notAllowed /body/subjectAltName: "
      ),
      (add("eve", "CN=eve", "x", id: "6"), "VALIDATION_FAILED subjectAltName.notAllowed /body/subjectAltName: "),
      (add("a\\u202Eb", "CN=eve", id: "7"), "BAD_REQUEST member.value /body/username: "),
      (
        RequestJSON.of("addEndEntity", id: "8", #""body":{"username":"eve"}"#),
        #"BAD_REQUEST member.missing /body: member "password" is missing"#
      ),
    ]
    for (request, expected) in rows {
      let answer = try desk.answer(request)
      #expect(answer.hasPrefix(expected), "\(answer)")
    }
    #expect(desk.ledger.entities.map(\.username) == ["anna", "bob"])
    #expect(desk.ledger.entities.last?.status == .new)
  }

  @Test("are shown without their passwords")
  mutating func showing() throws {
    let shown = #"{"subjectDN":"CN=anna","extensionData":[],"status":"NEW","username":"anna"}"#
    let one = try desk.decide(RequestJSON.of("getEndEntity", id: "1", #""username":"anna""#))
    #expect(one.detail.body.map { String(decoding: $0, as: UTF8.self) } == shown)
    let all = try desk.decide(RequestJSON.of("listEntities", id: "2"))
    #expect(all.detail.body.map { String(decoding: $0, as: UTF8.self) } == "[\(shown)]")
    let foreign = try desk.decide(RequestJSON.of("listEntities", id: "3", #""raProfileName":"device""#))
    #expect(foreign.detail.body == Array("[]".utf8))
    #expect(
      try desk.answer(RequestJSON.of("getEndEntity", id: "4", #""username":"bob""#))
        == "NOT_FOUND endEntity.unknown /username: Object of type 'EndEntity' identified by bob is not found.")
  }

  @Test("get a certificate with the names that they were registered with")
  mutating func enrolling() throws {
    try put(.new, subject: "CN=anna,O=Example", altName: "dNSName=anna.example")
    let certificate = try desk.certificate(Self.enrol(RequestParts("CN=other", [.dNSName("other.example")])))
    #expect(certificate.subject.description == "CN=anna, O=Example")
    #expect(try certificate.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("anna.example")])
    #expect(status == .generated)
    // The password is used up.
    #expect(
      try desk.answer(Self.enrol(RequestParts(), id: "again"))
        == "BAD_REQUEST endEntity.status /body/username: end entity anna has status GENERATED, which does not allow "
        + "enrolment")
  }

  @Test("without alternative names of their own get the request's")
  mutating func requestedAltNames() throws {
    let certificate = try desk.certificate(Self.enrol(RequestParts("CN=x", [.dNSName("x.example")])))
    #expect(certificate.subject.description == "CN=anna")
    #expect(try certificate.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("x.example")])
  }

  @Test("are told of a wrong password before anything else, whatever their status", arguments: EndEntityStatus.allCases)
  mutating func password(status: EndEntityStatus) throws {
    try put(status)
    var broken = try RequestParts()
    broken.foreignKey = try SigningKeys.p256.get().publicKey.der
    #expect(
      try desk.answer(Self.enrol(broken, password: "wrong"))
        == "BAD_REQUEST endEntity.password /body/password: wrong password for end entity anna")
    #expect(self.status == status)
  }

  @Test("enrol only in a status that allows it", arguments: EndEntityStatus.allCases)
  mutating func statuses(status: EndEntityStatus) throws {
    try put(status)
    let answer = try desk.answer(Self.enrol(RequestParts()))
    let isAllowed = [.new, .failed, .inProcess, .keyRecovery].contains(status)
    #expect((answer == "OK") == isAllowed, "\(answer)")
    if !isAllowed { #expect(answer.hasPrefix("BAD_REQUEST endEntity.status /body/username: ")) }
    #expect(self.status == (isAllowed ? .generated : status))
  }

  @Test("become FAILED by a bad request, and may try again")
  mutating func failure() throws {
    var broken = try RequestParts()
    broken.foreignKey = try SigningKeys.rsa.get().publicKey.der
    let answer = try desk.answer(Self.enrol(broken))
    #expect(answer.hasPrefix("VALIDATION_FAILED csr."), "\(answer)")
    #expect(status == .failed)
    #expect(try desk.answer(Self.enrol(RequestParts(), id: "f")) == "OK")
    #expect(status == .generated)
  }

  @Test("that nobody added cannot enrol")
  mutating func unknown() throws {
    desk.ledger.entities = []
    #expect(
      try desk.answer(Self.enrol(RequestParts()))
        == "NOT_FOUND endEntity.unknown /username: Object of type 'EndEntity' identified by anna is not found.")
  }
}
