import Configuration
import Diagnostics
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Revoking many certificates at once")
struct BulkRevocationTests {
  private var desk: Desk
  private let uuids: [UniqueID]

  init() throws {
    desk = try Desk()
    var uuids: [UniqueID] = []
    for number in 0..<4 {
      let parts = try RequestParts("CN=host-\(number).example", [.dNSName("host-\(number).example")])
      let profile = number == 3 ? Desk.device : Desk.server
      let decision = try desk.decide(RequestJSON.issue(parts, id: "r-\(number)", profile: profile))
      uuids.append(try #require(decision.certificate?.uuid, "\(decision.text)"))
    }
    self.uuids = uuids
  }

  private func bulk(_ body: String, id: String = "b") -> String {
    RequestJSON.of("bulkRevoke", id: id, #""body":{\#(body)}"#)
  }

  private func filter(_ field: String, _ condition: String, _ value: String) -> String {
    #"{"fieldSource":"property","fieldIdentifier":"\#(field)","condition":"\#(condition)","value":"\#(value)"}"#
  }

  private func entries(_ decision: Decision) -> [String] {
    decision.detail.bulkRevocation?.entries.map { "\($0.uuid?.description ?? "-") \($0.outcome.rawValue)" } ?? []
  }

  @Test("revokes each certificate that is named, once, by whatever name")
  func named() throws {
    var desk = desk
    let decision = try desk.decide(
      bulk(#""certificateUuids":["\#(uuids[0])","@r-1","@r-0"],"reason":"superseded""#))
    #expect(decision.text == "OK")
    #expect(entries(decision) == ["\(uuids[0]) OK", "\(uuids[1]) OK"])
    #expect(decision.authority == desk.issuer.authority.uuid && decision.needsKey)
    #expect(Set(desk.ledger.revocations.keys) == [uuids[0], uuids[1]])
    #expect(desk.ledger.revocations.values.allSatisfy { $0.reason == .superseded })
  }

  @Test("revokes what it can, and counts as done only if that is all")
  func partial() throws {
    var desk = desk
    #expect(try desk.answer(RequestJSON.revoke("@r-0")) == "OK")
    let json = bulk(#""certificateUuids":["@r-0","@r-1","@r-3","00000000-0000-4000-8000-000000000000"]"#)
    let decision = try desk.decide(json)
    #expect(
      decision.text
        == "PARTIAL certificate.unknown /body/certificateUuids/3: Object of type 'Certificate' identified by "
        + "00000000-0000-4000-8000-000000000000 is not found. certificate.state /body/certificateUuids/0: Cannot "
        + "perform operation revoke on certificate in state Revoked. Certificate: \(uuids[0]) certificate.raProfile "
        + "/body/certificateUuids/2: Cannot perform operation revoke on certificate. Existing Certificate RA profile is "
        + "different than RA profile of request. Certificate: \(uuids[3])")
    #expect(
      entries(decision) == [
        "\(uuids[0]) VALIDATION_FAILED", "\(uuids[1]) OK", "\(uuids[3]) VALIDATION_FAILED", "- NOT_FOUND",
      ])
    #expect(decision.outcome.tally == .rejected && decision.outcome.httpStatus == 207)
    #expect(Set(desk.ledger.revocations.keys) == [uuids[0], uuids[1]])

    // What was done stands, whatever the configuration becomes, and nothing else may be asked under the id.
    desk.run = 2
    desk.configurationDigest = [2]
    let again = try desk.decide(json, at: decision.request.position)
    #expect(again.isReplay && again.text == decision.text)
    let other = bulk(#""certificateUuids":["@r-2"]"#)
    #expect(try desk.answer(other, at: decision.request.position).hasPrefix("BAD_REQUEST request.idConflict /id"))
  }

  @Test("is refused as a whole where nothing can be revoked, and then decided anew when the configuration changes")
  func refused() throws {
    var desk = desk
    #expect(try desk.answer(RequestJSON.revoke("@r-0")) == "OK")
    let json = bulk(#""certificateUuids":["@r-0"]"#)
    let decision = try desk.decide(json)
    #expect(decision.outcome == .validationFailed && decision.recorded.changes.isEmpty)
    #expect(entries(decision) == ["\(uuids[0]) VALIDATION_FAILED"])
    desk.run = 2
    #expect(try desk.decide(json, at: decision.request.position).isReplay)
    desk.configurationDigest = [2]
    #expect(try !desk.decide(json, at: decision.request.position).isReplay)
  }

  @Test("takes the filters of lists, for what is issued under the RA profile")
  func filters() throws {
    var desk = desk
    #expect(try desk.answer(RequestJSON.revoke("@r-0")) == "OK")
    let some = try desk.decide(
      bulk(#""filters":[\#(filter("COMMON_NAME", "STARTS_WITH", "HOST-1"))],"reason":"keyCompromise""#, id: "some"))
    #expect(some.text == "OK" && entries(some) == ["\(uuids[1]) OK"])
    let rest = try desk.decide(bulk(#""filters":[\#(filter("SUBJECTDN", "CONTAINS", "host"))]"#, id: "rest"))
    #expect(rest.text == "OK" && entries(rest) == ["\(uuids[2]) OK"])
    let none = try desk.decide(bulk(#""filters":[\#(filter("SUBJECTDN", "CONTAINS", "host"))]"#, id: "none"))
    #expect(none.text == "OK" && entries(none).isEmpty && none.detail.bulkRevocation != nil)
    #expect(desk.ledger.revocations[uuids[3]] == nil)
  }

  @Test("does not forget a certificate that waits for its signature")
  func waiting() throws {
    var desk = desk
    desk.ledger.certificates[uuids[1]] = desk.ledger.certificates[uuids[1]]?.with(state: .requested)
    let decision = try desk.decide(bulk(#""filters":[\#(filter("COMMON_NAME", "STARTS_WITH", "host"))]"#))
    #expect(decision.outcome == .partial && decision.detail.problems.map(\.code) == [.certificateState])
    #expect(Set(entries(decision)) == ["\(uuids[0]) OK", "\(uuids[1]) VALIDATION_FAILED", "\(uuids[2]) OK"])
  }

  @Test("is refused where filters select more than one transaction can hold, and then revokes nothing")
  func tooMany() throws {
    let server = try #require(UniqueID(Desk.server))
    let profile = try #require(desk.context.configuration.profile(server))
    let task = BulkRevocationTask(
      profile: profile, selection: .meeting([]),
      terms: RevocationTerms(reason: .superseded, destroysKey: false, attributes: []))
    func decide(most: Int) throws -> Decision {
      let draft = DecisionDraft(
        request: RequestIdentity(position: 9, id: "b", operation: "bulkRevoke", digest: []), context: desk.context)
      return try BulkRevocationDecision(
        context: desk.context, cryptography: LaneCryptography(), draft: draft, most: most
      ).decide(task, desk.ledger)
    }
    #expect(try decide(most: 3).recorded.changes.count == 3)
    let refused = try decide(most: 2)
    #expect(
      refused.text == "BAD_REQUEST document.limit /body/filters: more than 2 certificates meet the filters")
    #expect(refused.recorded.changes.isEmpty)
  }

  @Test("is refused where it is not clear which certificates are meant, and for wrong terms")
  func shape() throws {
    var desk = desk
    let unclear =
      "BAD_REQUEST member.missing /body: the certificates are named by nothing, or in two ways"
    let both = #""certificateUuids":["@r-0"],"filters":[\#(filter("SUBJECTDN", "CONTAINS", "host"))]"#
    for (index, body) in ["", #""filters":[]"#, #""certificateUuids":[]"#, both].enumerated() {
      #expect(try desk.answer(bulk(body, id: "b-\(index)")) == unclear)
    }
    #expect(
      try desk.answer(bulk(#""certificateUuids":["x"]"#, id: "x"))
        == "BAD_REQUEST member.value /body/certificateUuids/0: Invalid UUID string: x")
    #expect(
      try desk.answer(bulk(#""certificateUuids":["@r-0"],"reason":"lost""#, id: "y"))
        == "BAD_REQUEST revocation.reason /body/reason: Unknown Certificate Revocation reason lost")
    let key = try desk.decide(bulk(#""certificateUuids":["@r-0"],"destroyKey":true"#, id: "k"))
    #expect(key.text.hasPrefix("OK warning key.notDestroyed /body/destroyKey: "))
  }
}
