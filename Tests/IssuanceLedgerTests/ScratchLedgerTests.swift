import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("A ledger for runs without a key")
struct ScratchLedgerTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
    let entity = RecordedDecision(
      request: try LedgerKit.request("e", position: 2), changes: [.addEndEntity(try LedgerKit.endEntity("m"))])
    try kit.commit(batch, [try LedgerKit.issue("a", 1), try LedgerKit.issue("b", 2, position: 1), entity])
    try kit.commit(batch, [], signatures: [1])
  }

  private func scratch() throws -> ScratchLedger {
    try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
  }

  @Test("shows what the real one holds")
  func reading() throws {
    try scratch().view { view throws in
      #expect(try view.request(id: "a")?.outcome == "OK")
      #expect(try view.certificate(LedgerKit.id(1))?.state == .issued)
      #expect(try view.certificate(fingerprint: [UInt8](repeating: 1, count: 32))?.uuid == LedgerKit.id(1))
      #expect(try view.certificate(LedgerKit.id(9)) == nil)
      #expect(try view.endEntity(raProfile: LedgerKit.id(LedgerKit.profile), username: "m") != nil)
    }
  }

  @Test("takes decisions as carried out, and the real one keeps nothing of them")
  func writing() throws {
    let scratch = try scratch()
    let profile = try LedgerKit.id(LedgerKit.profile)
    let decisions = [
      try LedgerKit.issue("c", 3, position: 3, run: 2), try LedgerKit.revoke("r", 1, position: 4),
      RecordedDecision(
        request: try LedgerKit.request("u", position: 5),
        changes: [.updateEndEntity(try LedgerKit.endEntity("m", status: .generated))]),
      RecordedDecision(
        request: try LedgerKit.request("n", position: 6), changes: [.addEndEntity(try LedgerKit.endEntity("a"))]),
    ]
    #expect(try scratch.commit(decisions) == [:])
    try scratch.view { view throws in
      #expect(try view.certificate(LedgerKit.id(3))?.state == .issued, "what is intended counts as issued")
      #expect(try view.certificate(LedgerKit.id(1))?.state == .revoked)
      #expect(try view.certificate(fingerprint: [UInt8](repeating: 1, count: 32))?.state == .revoked)
      #expect(try view.revocation(of: LedgerKit.id(1))?.reason == .keyCompromise)
      #expect(try view.endEntity(raProfile: profile, username: "m")?.status == .generated)
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["a", "m"])
    }
    #expect(try kit.certificate(1)?.state == .issued)
    #expect(try kit.certificate(3) == nil)
    #expect(try kit.view(batch) { try $0.endEntities(raProfile: profile).map(\.status) } == [.new])
    #expect(try kit.ledger.outcomeCounts(batch: batch.number) == ["OK": 3])
  }

  @Test("takes refusals together before it has any certificate")
  func refusals() throws {
    let scratch = try scratch()
    let refusals = try (0..<2).map { number in
      RecordedDecision(
        request: try LedgerKit.request("f-\(number)", position: number, outcome: "BAD_REQUEST"), changes: [])
    }
    #expect(try scratch.commit(refusals) == [:])
    for refusal in refusals {
      #expect(try scratch.view { try $0.request(id: refusal.request.id) } == refusal.request)
    }
  }

  @Test("owes a CRL for what the run would revoke")
  func dueCRL() throws {
    let authority = try LedgerKit.id(LedgerKit.authority)
    let scratch = try scratch()
    func due() throws -> [Bool] {
      try scratch.view {
        [try $0.hasCertificates(authority: authority), try $0.hasUnlistedRevocations(authority: authority)]
      }
    }
    #expect(try due() == [true, false])
    #expect(try scratch.commit([try LedgerKit.revoke("r", 1)]) == [:])
    #expect(try due() == [true, true])
  }

  @Test("refuses what the real one would refuse")
  func conflicts() throws {
    let scratch = try scratch()
    #expect(try scratch.commit([try LedgerKit.revoke("r", 2)]) == [0: .stateChanged], "intended, never signed")
    #expect(try scratch.commit([try LedgerKit.revoke("r", 9)]) == [0: .stateChanged])
    #expect(try scratch.commit([try LedgerKit.revoke("r", 1), try LedgerKit.revoke("s", 1)]) == [1: .stateChanged])
    #expect(try scratch.commit([try LedgerKit.issue("c", 3), try LedgerKit.issue("d", 3)]) == [1: .serialNumberTaken])
    #expect(try scratch.commit([try LedgerKit.issue("c", 4)]) == [0: .requestTaken])
  }
}
