import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

/// What stands of a request when its manifest is run again.
@Suite("A request that was decided before")
struct StandingTests {
  private var desk: Desk
  private static let bad = RequestJSON.of("issueCertificate", id: "bad", #""body":{"request":"%"}"#)
  private let good: String

  init() throws {
    desk = try Desk()
    good = try RequestJSON.issue(RequestParts(), id: "good")
    #expect(try desk.answer(good) == "OK")
    #expect(try desk.answer(Self.bad).hasPrefix("BAD_REQUEST csr.encoding"))
    desk.run = 2
  }

  @Test("is replayed where its content is the same, wherever it stands now")
  mutating func replay() throws {
    for (request, id) in [(good, "good"), (Self.bad, "bad")] {
      let before = try #require(desk.ledger.requests[id])
      let decision = try desk.decide(request, at: 7)
      #expect(decision.isReplay && !decision.needsSignature && decision.recorded.changes.isEmpty)
      #expect(decision.request.position == 7)
      #expect((decision.request.run, decision.request.lastRun) == (1, 2))
      #expect(decision.request.outcome == before.outcome)
      #expect(decision.request.detail == before.detail)
      #expect(decision.certificate?.uuid == before.certificate)
    }
    #expect(desk.ledger.certificates.count == 1)
  }

  @Test("is replayed though its members stand in another order")
  mutating func memberOrder() throws {
    let turned =
      #"{"body":{"request":"%"},"raProfileName":"tls-server","operation":"issueCertificate","id":"bad"}"#
    #expect(try desk.decide(turned, at: 1).isReplay)
  }

  @Test("that succeeded keeps its id from a request with other content")
  mutating func otherContent() throws {
    let other = try RequestJSON.issue(RequestParts("CN=other"), id: "good")
    let conflict =
      "BAD_REQUEST request.idConflict /id: the id good was used in this batch for a request with other content"
    #expect(try desk.answer(other, at: 0) == conflict)
    #expect(desk.ledger.duplicates.map(\.id) == ["good"])
    #expect(desk.ledger.requests["good"]?.outcome == "OK")
    // The refusal stands, too, at its place.
    desk.run = 3
    let again = try desk.decide(other, at: 0)
    #expect(again.isReplay)
    #expect(again.text == conflict)
  }

  @Test("that was refused may be mended under its id")
  mutating func mended() throws {
    let decision = try desk.decide(RequestJSON.issue(RequestParts(), id: "bad"), at: 1)
    #expect(decision.text == "OK")
    #expect(!decision.isReplay && decision.needsSignature)
  }

  @Test("is decided again where the configuration changed, unless it succeeded")
  mutating func configuration() throws {
    desk.configurationDigest = [2]
    #expect(try !desk.decide(Self.bad, at: 1).isReplay)
    #expect(try desk.decide(good, at: 0).isReplay)
  }

  @Test(
    "is decided again where it failed or was skipped",
    arguments: ["AUTHORITY_ERROR", "AUTHORITY_UNAVAILABLE", "INTERNAL", "SKIPPED"])
  mutating func failed(outcome: String) throws {
    let before = try #require(desk.ledger.requests["good"])
    desk.ledger.requests["good"] = RequestRecord(
      position: 0, id: "good", run: 1, lastRun: 1, digest: before.digest, operation: before.operation, outcome: outcome,
      configurationDigest: before.configurationDigest, certificate: nil, detail: [])
    desk.ledger.certificates = [:]
    let decision = try desk.decide(good, at: 0)
    #expect(decision.text == "OK")
    #expect(!decision.isReplay && decision.needsSignature)
  }

  @Test("and stands twice in the manifest is refused the second time")
  mutating func twice() throws {
    #expect(try desk.decide(good, at: 0).isReplay)
    for (request, place) in [(good, 4), (try RequestJSON.issue(RequestParts("CN=x"), id: "good"), 5)] {
      #expect(
        try desk.answer(request, at: place)
          == "BAD_REQUEST request.idConflict /id: the id good stands twice in the manifest, first at 0")
    }
  }

  @Test("and still waits for its signature gets it")
  mutating func unsigned() throws {
    let uuid = try #require(desk.ledger.requests["good"]?.certificate)
    desk.ledger.certificates[uuid] = desk.ledger.certificates[uuid]?.with(state: .requested)
    let decision = try desk.decide(good, at: 0)
    #expect(decision.isReplay && decision.needsSignature)
    #expect(decision.certificate?.uuid == uuid)
  }
}

@Suite("A request that depends on others")
struct DependencyTests {
  @Test("needs all of them before it and done")
  func dependencies() throws {
    var desk = try Desk()
    func list(_ id: String, _ others: String...) -> String {
      let names = others.map { "\"\($0)\"" }.joined(separator: ",")
      return RequestJSON.of("listEntities", id: id, #""dependsOn":[\#(names)]"#)
    }
    #expect(try desk.answer(list("a")) == "OK")
    #expect(try desk.answer(list("b", "a")) == "OK")
    let missing = "BAD_REQUEST request.reference /dependsOn: request z does not stand before this one"
    #expect(try desk.answer(list("c", "a", "z")) == missing)
    #expect(
      try desk.answer(list("d", "b", "c"))
        == "SKIPPED request.dependencyFailed /dependsOn: request c did not succeed (BAD_REQUEST)")
    #expect(
      try desk.answer(list("e", "d"))
        == "SKIPPED request.dependencyFailed /dependsOn: request d did not succeed (SKIPPED)")
    #expect(
      try desk.answer(list("f", "f"))
        == "BAD_REQUEST request.reference /dependsOn: request f does not stand before this one")
    // In the next run, only what stands in its manifest counts.
    desk.run = 2
    #expect(
      try desk.answer(list("g", "a"), at: 0)
        == "BAD_REQUEST request.reference /dependsOn: request a does not stand before this one")
  }
}
