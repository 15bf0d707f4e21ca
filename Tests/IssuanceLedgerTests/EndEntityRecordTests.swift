import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("What a ledger keeps of end entities")
struct EndEntityRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch
  private let profile: UniqueID

  /// Anna and her certificate 1, which is signed; bert with nothing.
  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
    profile = try LedgerKit.id(LedgerKit.profile)
    let added = try ["anna", "bert"].enumerated().map { position, name in
      RecordedDecision(
        request: try LedgerKit.request("add-\(name)", position: position),
        changes: [.addEndEntity(try LedgerKit.endEntity(name))])
    }
    try kit.commit(batch, added + [try enrol(1, position: 2)])
    try kit.commit(batch, [], signatures: [1])
  }

  private func enrol(_ number: UInt8, position: Int) throws -> RecordedDecision {
    let certificate = try LedgerKit.certificate(number)
    return RecordedDecision(
      request: try LedgerKit.request("enrol-\(number)", position: position, certificate: number),
      changes: [
        .intend(certificate), .updateEndEntity(try LedgerKit.endEntity("anna", status: .generated)),
        .enrol(certificate.uuid, raProfile: profile, username: "anna"),
      ])
  }

  private func delete(_ name: String, revoking numbers: [UInt8], id: String = "bye") throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id, position: 9),
      changes: try numbers.map {
        .revoke(
          CertificateStanding(try LedgerKit.certificate($0).with(state: .issued)), for: .unspecified,
          at: UTCInstant(seconds: 7))
      } + [.deleteEndEntity(raProfile: profile, username: name, at: UTCInstant(seconds: 7))])
  }

  @Test("Certificates are found by the end entity that enrolled for them")
  func certificates() throws {
    try kit.commit(batch, [try enrol(2, position: 3)])
    try kit.view(batch) { view throws in
      let found = try view.certificates(raProfile: profile, username: "anna")
      #expect(try found.map(\.uuid) == [LedgerKit.id(1), LedgerKit.id(2)])
      #expect(found.map(\.state) == [.issued, .requested])
      #expect(try view.certificates(raProfile: profile, username: "bert").isEmpty)
      #expect(try view.certificates(raProfile: LedgerKit.id(1), username: "anna").isEmpty)
    }
  }

  @Test("A deleted end entity leaves its name, and its certificates are revoked in the same transaction")
  func deletion() throws {
    #expect(try kit.commit(batch, [try delete("anna", revoking: [1])]) == [:])
    try kit.view(batch) { view throws in
      #expect(try view.endEntity(raProfile: profile, username: "anna") == nil)
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["bert"])
      #expect(try view.isEndEntityDeleted(raProfile: profile, username: "anna"))
      #expect(try !view.isEndEntityDeleted(raProfile: profile, username: "bert"))
      #expect(try view.certificate(LedgerKit.id(1))?.state == .revoked)
    }
  }

  @Test("A deletion that does not fit what is on record changes nothing")
  func conflicts() throws {
    #expect(try kit.commit(batch, [try delete("carl", revoking: [1])]) == [0: .stateChanged])
    #expect(try kit.commit(batch, [try delete("anna", revoking: [9])]) == [0: .stateChanged])
    #expect(try kit.certificate(1)?.state == .issued)
    try kit.view(batch) { view throws in
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["anna", "bert"])
      #expect(try !view.isEndEntityDeleted(raProfile: profile, username: "carl"))
    }
  }

  @Test("Reports look only at the requests that ask for revocations, through an index")
  func index() throws {
    let plan = try kit.ledger.pool.read { database in
      try Row.fetchAll(
        database,
        sql: "EXPLAIN QUERY PLAN SELECT 1 FROM request WHERE batch = 1 AND \(LedgerSchema.revoking) ORDER BY position"
      ).map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.contains("request_revoking") }, "\(plan)")
  }

  @Test("A scratch ledger hides who left in it, and the real one keeps them")
  func scratch() throws {
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    #expect(try scratch.commit([try enrol(2, position: 3)]) == [:])
    try scratch.view { view throws in
      #expect(
        try view.certificates(raProfile: profile, username: "anna").map(\.uuid) == [LedgerKit.id(1), LedgerKit.id(2)])
    }
    #expect(try scratch.commit([try delete("anna", revoking: [1, 2])]) == [:])
    try scratch.view { view throws in
      #expect(try view.endEntity(raProfile: profile, username: "anna") == nil)
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["bert"])
      #expect(try view.isEndEntityDeleted(raProfile: profile, username: "anna"))
      #expect(try view.certificates(raProfile: profile, username: "anna").map(\.state) == [.revoked, .revoked])
    }
    #expect(try kit.view(batch) { try $0.endEntities(raProfile: profile).count } == 2)
  }
}
