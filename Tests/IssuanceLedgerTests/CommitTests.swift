import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Recording decisions")
struct CommitTests {
  private let kit: LedgerKit

  init() throws { kit = try LedgerKit() }

  @Test("goes from intent to signature to issued")
  func issuing() throws {
    let batch = try kit.open()
    #expect(batch.run == 1)
    #expect(try kit.commit(batch, [try LedgerKit.issue("a", 1)]) == [:])
    #expect(try kit.certificate(1) == LedgerKit.certificate(1), "intended, and not signed")
    #expect(try kit.ledger.openIntents(limit: 10).map(\.uuid) == [LedgerKit.id(1)])
    #expect(try kit.commit(batch, [], signatures: [1]) == [:])
    let issued = try #require(try kit.certificate(1))
    #expect(issued.state == .issued && issued.signature == [1, 1])
    #expect(issued.fingerprint == [UInt8](repeating: 1, count: 32))
    #expect(issued.tbs == [0x30, 1] && issued.request == [0x31, 1] && issued.serialNumber.magnitude == [1])
    #expect(try kit.ledger.openIntents(limit: 10) == [])
    #expect(try kit.view(batch) { try $0.certificate(fingerprint: [UInt8](repeating: 1, count: 32)) } == issued)
    #expect(try kit.view(batch) { try $0.certificate(fingerprint: [UInt8](repeating: 1, count: 31)) } == nil)
    #expect(try kit.view(batch) { try $0.request(id: "a") } == LedgerKit.request("a", certificate: 1))
  }

  @Test("lists open intents in their order, as many as are wanted")
  func openIntents() throws {
    let batch = try kit.open()
    try kit.commit(batch, try [3, 1, 2].map { try LedgerKit.issue("\($0)", $0, position: Int($0)) })
    try kit.commit(batch, [], signatures: [1])
    #expect(try kit.ledger.openIntents(limit: 10).map(\.serialNumber.magnitude) == [[3], [2]])
    #expect(try kit.ledger.openIntents(limit: 1).map(\.serialNumber.magnitude) == [[3]])
  }

  @Test("refuses a signature without an intent, or a second one, and everything that came with it")
  func signatures() throws {
    let batch = try kit.open()
    let error = LedgerError.damaged("a signature for a certificate that was not intended")
    #expect(throws: error) { try kit.commit(batch, [try LedgerKit.issue("b", 2)], signatures: [1]) }
    #expect(try kit.certificate(2) == nil)
    try kit.commit(batch, [try LedgerKit.issue("a", 1)], signatures: [])
    try kit.commit(batch, [], signatures: [1])
    #expect(throws: error) { try kit.commit(batch, [], signatures: [1]) }
    #expect(throws: error) { try kit.ledger.record([try LedgerKit.signature(1)]) }
    #expect(try kit.ledger.certificateCounts() == [.issued: 1])
  }

  @Test("takes a request's id once; a result that stands is not replaced, nor does its certificate get a sibling")
  func requestTaken() throws {
    let batch = try kit.open()
    try kit.commit(batch, [try LedgerKit.issue("a", 1)])
    #expect(try kit.commit(batch, [try LedgerKit.issue("a", 2)]) == [0: .requestTaken])
    #expect(try kit.certificate(2) == nil, "the intent is taken back")
    #expect(
      try kit.commit(batch, [RecordedDecision(request: try LedgerKit.request("a"), changes: [])]) == [0: .requestTaken])
    #expect(try kit.view(batch) { try $0.request(id: "a") } == LedgerKit.request("a", certificate: 1))
    // The same id in another batch is another request.
    let other = try kit.open("other")
    #expect(try kit.commit(other, [try LedgerKit.issue("a", 2)]) == [:])
    #expect(try kit.view(other) { try $0.request(id: "a") }?.certificate == LedgerKit.id(2))
  }

  @Test("takes a serial number once, and says whose decision must be made again")
  func serialNumberTaken() throws {
    let batch = try kit.open()
    let decisions = [try LedgerKit.issue("a", 1), try LedgerKit.issue("b", 1), try LedgerKit.issue("c", 2)]
    #expect(try kit.commit(batch, decisions) == [1: .serialNumberTaken])
    #expect(try kit.view(batch) { try $0.request(id: "b") } == nil)
    #expect(try kit.commit(batch, [try LedgerKit.issue("b", 3)]) == [:])
    #expect(try kit.ledger.certificateCounts() == [.requested: 3])
  }

  @Test("keeps a refusal until a later run decides again, and a success for ever")
  func laterRuns() throws {
    let first = try kit.open()
    let refusal = RecordedDecision(request: try LedgerKit.request("a", outcome: "BAD_REQUEST"), changes: [])
    #expect(try kit.commit(first, [refusal]) == [:])
    #expect(try kit.commit(first, [try LedgerKit.issue("a", 1)]) == [0: .requestTaken], "in the same run")
    let second = try kit.open()
    #expect(second.run == 2 && second.number == first.number)
    #expect(try kit.commit(second, [try LedgerKit.issue("a", 1, run: 2)]) == [:])
    #expect(try kit.view(second) { try $0.request(id: "a") }?.outcome == "OK")
    let third = try kit.open()
    let again = RecordedDecision(request: try LedgerKit.request("a", run: 3, outcome: "BAD_REQUEST"), changes: [])
    #expect(try kit.commit(third, [again]) == [0: .requestTaken])
    #expect(try kit.view(third) { try $0.request(id: "a") }?.outcome == "OK")
  }

  @Test("moves a result that is given again to its new place and run, and changes nothing else")
  func replay() throws {
    let first = try kit.open()
    try kit.commit(first, [try LedgerKit.issue("a", 1)])
    let second = try kit.open()
    let record = RequestRecord(
      position: 7, id: "a", run: 1, lastRun: 2, digest: [0], operation: "x", outcome: "x", configurationDigest: [],
      certificate: nil, detail: [])
    #expect(try kit.commit(second, [RecordedDecision(request: record, changes: [], isReplay: true)]) == [:])
    let stored = try #require(try kit.view(second) { try $0.request(id: "a") })
    #expect(stored.position == 7 && stored.run == 1 && stored.lastRun == 2)
    #expect(try stored.certificate == LedgerKit.id(1))
    #expect(stored.outcome == "OK" && stored.digest == Array("a".utf8))
  }

  @Test("keeps refused duplicates beside the request that has the id, each under its place")
  func duplicates() throws {
    let batch = try kit.open()
    func duplicate(_ position: Int) throws -> RecordedDecision {
      RecordedDecision(
        request: try LedgerKit.request("a", position: position, outcome: "BAD_REQUEST", isDuplicate: true), changes: [])
    }
    #expect(try kit.commit(batch, [try LedgerKit.issue("a", 1), try duplicate(3), try duplicate(5)]) == [:])
    #expect(try kit.commit(batch, [try duplicate(3)]) == [0: .requestTaken])
    try kit.view(batch) { view throws in
      #expect(try view.request(id: "a")?.certificate == LedgerKit.id(1))
      #expect(try view.duplicate(id: "a", position: 3)?.position == 3)
      #expect(try view.duplicate(id: "a", position: 5)?.isDuplicate == true)
      #expect(try view.duplicate(id: "a", position: 4) == nil)
      #expect(try view.duplicate(id: "a", position: 0) == nil)
    }
    #expect(try kit.ledger.outcomeCounts(batch: batch.number) == ["OK": 1, "BAD_REQUEST": 2])
  }

  @Test("replaces what stands of a request whose intent came to nothing")
  func failures() throws {
    let batch = try kit.open()
    try kit.commit(batch, [try LedgerKit.issue("a", 1), try LedgerKit.issue("b", 2, position: 1)])
    let failure = RecordedDecision(
      request: try LedgerKit.request("a", outcome: "AUTHORITY_ERROR"), changes: [.abandon(try LedgerKit.id(1))])
    #expect(try kit.commit(batch, [], signatures: [2], failures: [failure]) == [:])
    #expect(try kit.certificate(1)?.state == .failed && kit.certificate(1)?.signature == nil)
    #expect(try kit.view(batch) { try $0.request(id: "a") }?.outcome == "AUTHORITY_ERROR")
    #expect(try kit.ledger.openIntents(limit: 10) == [])
    // One that is issued can no longer be abandoned.
    let late = RecordedDecision(
      request: try LedgerKit.request("b", outcome: "AUTHORITY_ERROR"), changes: [.abandon(try LedgerKit.id(2))])
    #expect(throws: LedgerError.damaged("the failure of b does not fit what is on record")) {
      try kit.commit(batch, [], failures: [late])
    }
    #expect(try kit.view(batch) { try $0.request(id: "b") }?.outcome == "OK")
  }

  @Test("revokes what is issued, once")
  func revoking() throws {
    let batch = try kit.open()
    try kit.commit(batch, [try LedgerKit.issue("a", 1)])
    let early = try LedgerKit.revoke("r", 1, position: 1)
    #expect(try kit.commit(batch, [early]) == [0: .stateChanged], "not signed yet")
    #expect(try kit.commit(batch, [early], signatures: [1]) == [:], "signatures come first")
    #expect(try kit.certificate(1)?.state == .revoked)
    let revocation = try #require(try kit.view(batch) { try $0.revocation(of: LedgerKit.id(1)) })
    #expect(revocation.reason == .keyCompromise && revocation.date == UTCInstant(seconds: 1000))
    #expect(revocation.invalidityDate == UTCInstant(seconds: 995))
    #expect(try kit.commit(batch, [try LedgerKit.revoke("s", 1)]) == [0: .stateChanged])
    #expect(try kit.commit(batch, [try LedgerKit.revoke("t", 9)]) == [0: .stateChanged], "never intended")
    #expect(try kit.view(batch) { try $0.request(id: "s") } == nil)
    #expect(try kit.view(batch) { try $0.revocation(of: LedgerKit.id(9)) } == nil)
  }

  @Test("records a decision with several changes whole or not at all")
  func severalChanges() throws {
    let batch = try kit.open()
    try kit.commit(batch, [try LedgerKit.issue("a", 1)], signatures: [])
    let both = RecordedDecision(
      request: try LedgerKit.request("b", certificate: 2),
      changes: [.intend(try LedgerKit.certificate(2)), .updateEndEntity(try LedgerKit.endEntity("nobody"))])
    #expect(try kit.commit(batch, [both]) == [0: .stateChanged])
    #expect(try kit.certificate(2) == nil)
    let taken = RecordedDecision(
      request: try LedgerKit.request("a", certificate: 2),
      changes: [.addEndEntity(try LedgerKit.endEntity("u")), .intend(try LedgerKit.certificate(2))])
    #expect(try kit.commit(batch, [taken]) == [0: .requestTaken])
    #expect(try kit.view(batch) { try $0.endEntities(raProfile: LedgerKit.id(LedgerKit.profile)) } == [])
    #expect(try kit.certificate(2) == nil)
  }

  @Test("adds an end entity once and updates one that is there")
  func endEntities() throws {
    let batch = try kit.open()
    func decide(_ id: String, _ change: StateChange) throws -> RecordedDecision {
      RecordedDecision(request: try LedgerKit.request(id), changes: [change])
    }
    for (id, name) in [("1", "b"), ("2", "a"), ("3", "B"), ("4", "ä")] {
      #expect(try kit.commit(batch, [try decide(id, .addEndEntity(try LedgerKit.endEntity(name)))]) == [:])
    }
    #expect(try kit.commit(batch, [try decide("5", .addEndEntity(try LedgerKit.endEntity("a")))]) == [0: .stateChanged])
    let changed = try LedgerKit.endEntity("a", status: .generated)
    #expect(try kit.commit(batch, [try decide("6", .updateEndEntity(changed))]) == [:])
    #expect(
      try kit.commit(batch, [try decide("7", .updateEndEntity(try LedgerKit.endEntity("x")))]) == [0: .stateChanged])
    try kit.view(batch) { view throws in
      let profile = try LedgerKit.id(LedgerKit.profile)
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["B", "a", "b", "ä"])
      #expect(try view.endEntity(raProfile: profile, username: "a") == changed)
      #expect(try view.endEntity(raProfile: profile, username: "A") == nil)
      #expect(try view.endEntity(raProfile: LedgerKit.id(1), username: "a") == nil)
    }
  }

  @Test("never shows a part of a commit to a reader")
  func isolation() throws {
    let batch = try kit.open()
    try kit.ledger.view(batch: batch.number) { before throws in
      #expect(try before.request(id: "a") == nil)
      try kit.commit(batch, [try LedgerKit.issue("a", 1)])
      #expect(try before.request(id: "a") == nil, "a view is of one moment")
    }
    #expect(try kit.view(batch) { try $0.request(id: "a") } != nil)
  }
}
