import Configuration
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Binding a certificate to an RA profile")
struct IdentificationTests {
  private let elsewhere = ElsewhereCertificate()
  private let notIdentified =
    "BAD_REQUEST certificate.notIdentified /certificateUuid: Cannot switch RA profile for certificate. Certificate not "
    + "identified by authority of new RA profile tls-server. Certificate needs to be reissued. Certificate: "

  private func identify(_ name: String, id: String = "i", _ members: String...) -> String {
    let all = [
      #""id":"\#(id)","operation":"identifyCertificate","raProfileName":"tls-server","certificateUuid":\#(name)"#
    ]
    return "{" + (all + members).joined(separator: ",") + "}"
  }

  private func fingerprint(_ certificate: ElsewhereCertificate) throws -> String {
    #"{"fingerprint":"\#(try certificate.fingerprint())"}"#
  }

  @Test("lets it be renewed and revoked, which it cannot be before")
  func life() throws {
    var desk = try Desk()
    let record = try #require(try desk.decide(elsewhere.upload()).certificate)
    let uuid = record.uuid.description
    let request = try RequestParts("CN=old.example", [.dNSName("old.example")])
    #expect(
      try desk.answer(RequestJSON.revoke(uuid))
        == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot perform operation revoke on certificate. "
        + "Existing Certificate RA profile is different than RA profile of request. Certificate: \(uuid)")
    let decision = try desk.decide(identify("\"\(uuid)\""))
    #expect(decision.text == "OK" && decision.detail.body == Array(#"{"meta":[]}"#.utf8))
    #expect(desk.ledger.certificates[record.uuid]?.raProfile == UniqueID(Desk.server))
    #expect(
      try desk.answer(RequestJSON.succeed("renewCertificate", uuid))
        == "VALIDATION_FAILED certificate.requestMissing /body/request: CSR does not available for the existing "
        + "certificate")
    let renewed = try desk.decide(RequestJSON.succeed("renewCertificate", uuid, id: "n2", request: request))
    #expect(renewed.text == "OK" && renewed.detail.sourceCertificate == record.uuid)
    #expect(try desk.answer(RequestJSON.revoke(uuid, id: "v2")) == "OK")
    #expect(desk.ledger.revocations[record.uuid]?.reason == .unspecified)
  }

  @Test("finds it by each of its names but the id of the request that uploaded it")
  func names() throws {
    let names = [
      try fingerprint(elsewhere), #"{"file":"old.pem"}"#,
      #"{"serialNumber":"0x5101","issuerDn":"CN=Issuing CA,O=Example"}"#,
    ]
    for name in names {
      var desk = try Desk()
      desk.files["old.pem"] = PEM.encode(try elsewhere.der(), label: "CERTIFICATE")
      #expect(try desk.answer(identify(name, id: "early")).hasPrefix("NOT_FOUND certificate.unknown "))
      #expect(try desk.answer(elsewhere.upload()) == "OK")
      #expect(
        try desk.answer(identify(#""@u""#, id: "by-id"))
          == "BAD_REQUEST request.reference /certificateUuid: the certificate of request u has a name of its own already"
      )
      #expect(try desk.answer(identify(name)) == "OK", "\(name)")
    }
  }

  @Test("keeps its order by what it touches; only a fingerprint that is not on record goes alone")
  func order() throws {
    var desk = try Desk()
    desk.files["old.pem"] = PEM.encode(try elsewhere.der(), label: "CERTIFICATE")
    let file = identify(#"{"file":"old.pem"}"#)
    let upload = try desk.prepare(elsewhere.upload())
    let shared = Set(upload.touches).intersection(try desk.prepare(file).touches)
    #expect(shared.count == 1 && !upload.goesAlone)
    let name = try fingerprint(elsewhere)
    #expect(try desk.prepare(identify(name)).goesAlone)
    #expect(try desk.answer(elsewhere.upload()) == "OK")
    let known = try desk.prepare(identify(name))
    #expect(!known.goesAlone && Set(known.touches).isSuperset(of: shared))
  }

  @Test("takes the RA profile of the body, and nothing else in it")
  func body() throws {
    var desk = try Desk()
    #expect(try desk.answer(elsewhere.upload()) == "OK")
    let name = try fingerprint(elsewhere)
    let groups = #""body":{"raProfileUuid":"\#(Desk.client)","groupUuids":["x"]}"#
    #expect(
      try desk.answer(identify(name, id: "g", groups))
        == "BAD_REQUEST member.unsupported /body/groupUuids: certificates here have no groups, owners and trust "
        + "settings")
    #expect(try desk.answer(identify(name, #""body":{"raProfileUuid":"\#(Desk.client)"}"#)) == "OK")
    #expect(desk.ledger.certificates.values.map(\.raProfile) == [UniqueID(Desk.client)])
  }

  @Test("is refused where the profile's authority has not signed it", arguments: ["key", "name"])
  func foreign(what: String) throws {
    var desk = try Desk()
    var foreign = elsewhere
    if what == "key" { foreign.signer = SigningKeys.ed25519 } else { foreign.issuer = "CN=Somebody Else" }
    let uuid = try #require(try desk.decide(foreign.upload()).certificate?.uuid)
    #expect(try desk.answer(identify(fingerprint(foreign))) == notIdentified + uuid.description)
    #expect(desk.ledger.certificates[uuid]?.raProfile == nil)
  }

  @Test("is refused for a CA's certificate, and for one that has an RA profile")
  func refusals() throws {
    var desk = try Desk()
    var authority = elsewhere
    authority.isCA = true
    let uuid = try #require(try desk.decide(authority.upload()).certificate?.uuid)
    #expect(
      try desk.answer(identify(fingerprint(authority), id: "ca"))
        == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot switch RA profile for certificate. "
        + "Certificate identified by authority of new RA profile tls-server but not valid according to RA profile "
        + "attributes: it is one of a CA. Certificate: \(uuid)")
    let issued = try #require(try desk.decide(RequestJSON.issue(RequestParts())).certificate?.uuid)
    #expect(
      try desk.answer(identify(#""@r""#, id: "issued"))
        == "VALIDATION_FAILED certificate.raProfile /certificateUuid: Cannot switch RA profile for certificate. It has "
        + "RA profile tls-server already. Certificate: \(issued)")
  }

  @Test("works for one that was uploaded before its authority came to the home, unless its serial number is taken")
  func lateAuthority() throws {
    var desk = try Desk()
    let known = try #require(try desk.decide(elsewhere.upload()).certificate)
    let uuid = try #require(UniqueID(digest: [UInt8](repeating: 7, count: 16)))
    desk.ledger.certificates[uuid] = CertificateRecord(
      uuid: uuid, authority: uuid, raProfile: nil, serialNumber: known.serialNumber, state: .issued, tbs: known.tbs,
      signature: known.signature, fingerprint: known.fingerprint, request: nil)
    #expect(
      try desk.answer(identify("\"\(uuid)\"", id: "twin"))
        == "VALIDATION_FAILED certificate.ambiguous /certificateUuid: More than one certificate found with serial "
        + "number: 5101")
    // An upload of the other one keeps its order with it, as does whoever names either.
    let touches = try desk.prepare(identify("\"\(uuid)\"")).touches
    #expect(Set(touches).isSuperset(of: [.changing(.certificate(uuid)), .changing(.certificate(known.uuid))]))
    desk.ledger.certificates[known.uuid] = nil
    #expect(try desk.answer(identify("\"\(uuid)\"")) == "OK")
    #expect(desk.ledger.certificates[uuid]?.authority == desk.issuer.authority.uuid)
  }

  @Test("needs an RA profile that is enabled")
  func disabled() throws {
    var desk = try Desk(("ra-profiles/tls-server.json", #""enabled": true"#, #""enabled": false"#))
    #expect(try desk.answer(elsewhere.upload()) == "OK")
    #expect(
      try desk.answer(identify(fingerprint(elsewhere)))
        == "VALIDATION_FAILED raProfile.disabled : Cannot switch RA profile for certificate with disabled RA profile. "
        + "Ra Profile: tls-server")
  }
}
