import PKIModel
import Testing

@testable import IssuanceLedger

/// Records are written many at a time; what is on record afterwards is as if each had been written alone.
@Suite("Many decisions in one transaction")
struct GroupedRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch
  /// By turns: certificates 41 to 140 are to be issued, requests are refused, and certificates 1 to 40, which are issued
  /// already, are revoked.
  private let decisions: [RecordedDecision]

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
    let issued = UInt8(1)...40
    try kit.commit(batch, issued.map { try LedgerKit.issue("old-\($0)", $0) })
    try kit.commit(batch, [], signatures: Array(issued))
    decisions = try (UInt8(0)..<100).flatMap { number in
      let place = Int(number) * 3
      let refusal = try LedgerKit.request("refused-\(number)", position: place + 1, outcome: "BAD_REQUEST")
      return [
        try LedgerKit.issue("new-\(number)", 41 + number, position: place),
        RecordedDecision(request: refusal, changes: []),
      ] + (number < 40 ? [try LedgerKit.revoke("gone-\(number)", 1 + number, position: place + 2)] : [])
    }
  }

  /// What is on record of a decision that was recorded.
  private func expectRecorded(_ decision: RecordedDecision) throws {
    let record = try kit.view(batch) { try $0.request(id: decision.request.id) }
    #expect(record == decision.request)
    switch decision.changes.first {
    case .intend(let certificate):
      #expect(try kit.view(batch) { try $0.certificate(certificate.uuid) } == certificate)
    case .revoke(_, let revocation):
      #expect(try kit.view(batch) { try $0.revocation(of: revocation.certificate) } == revocation)
    default: #expect(decision.changes.isEmpty)
    }
  }

  @Test("of all kinds are each recorded whole, and those that wait for a signature get it")
  func together() throws {
    #expect(try kit.commit(batch, decisions).isEmpty)
    for decision in decisions { try expectRecorded(decision) }
    let signed = Array(UInt8(41)...140)
    try kit.commit(batch, [], signatures: signed)
    for number in signed {
      let certificate = try kit.certificate(number)
      #expect(certificate?.state == .issued && certificate?.signature == [number, number])
      let found = try kit.view(batch) { try $0.certificate(fingerprint: [UInt8](repeating: number, count: 32)) }
      #expect(found?.uuid == (try LedgerKit.id(number)))
    }
  }

  @Test("that cannot be recorded are told, and nobody else suffers")
  func conflicts() throws {
    var decisions = decisions
    decisions[3] = try LedgerKit.issue("serial-taken", 7, position: 3)
    decisions[64] = try LedgerKit.issue("old-9", 200, position: 64)
    decisions[65] = try LedgerKit.revoke("not-issued", 41, position: 65)
    decisions[230] = try LedgerKit.issue("new-80", 201, position: 230)
    let conflicts = try kit.commit(batch, decisions)
    #expect(
      conflicts.mapValues { "\($0)" } == [
        3: "serialNumberTaken", 64: "requestTaken", 65: "stateChanged", 230: "requestTaken",
      ])
    for (index, decision) in decisions.enumerated() where conflicts[index] == nil { try expectRecorded(decision) }
    #expect(try kit.certificate(200) == nil && kit.certificate(201) == nil)
    #expect(try kit.view(batch) { try $0.request(id: "serial-taken") } == nil)
    #expect(try kit.view(batch) { try $0.request(id: "not-issued") } == nil)
  }

  @Test("as signatures are refused together where one certificate waits for none")
  func strayedSignature() throws {
    try kit.commit(batch, decisions)
    #expect(throws: LedgerError.self) { try kit.commit(batch, [], signatures: [41, 42, 5]) }
    #expect(try kit.certificate(41)?.state == .requested)
  }
}
