import PKIModel
import Testing

@testable import IssuanceLedger

/// Revocations are written many at a time; what is on record afterwards is as if each had been written alone.
@Suite("Many revocations in one transaction")
struct GroupedRevocationTests {
  /// More than two of the largest groups, and no multiple of any.
  private static let count: UInt8 = 155

  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open(issued: 1...GroupedRevocationTests.count, waiting: 200)
  }

  private func revoked() throws -> Set<UInt8> {
    Set(
      try (1...200).filter { number in
        try kit.ledger.view { try $0.revocation(of: LedgerKit.id(number)) } != nil
      })
  }

  private func together(_ numbers: some Sequence<UInt8>) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request("all"),
      changes: try numbers.flatMap { try LedgerKit.revoke("", $0, date: 1000 + Int64($0)).changes })
  }

  @Test("by one request: each certificate with its own date, for that request")
  func ofOneRequest() throws {
    let numbers = 1...GroupedRevocationTests.count
    #expect(try kit.commit(batch, [together(numbers)]).isEmpty)
    #expect(try revoked() == Set(numbers))
    var dates: Set<Int64> = []
    try kit.ledger.forEachRevocation(authority: LedgerKit.id(LedgerKit.authority)) { entry in
      #expect(entry.requestID == "all" && entry.batch == "batch" && entry.revocation.reason == .keyCompromise)
      #expect(entry.revocation.date.seconds == 1000 + Int64(entry.certificate.serialNumber.magnitude[0]))
      #expect(entry.revocation.invalidityDate?.seconds == entry.revocation.date.seconds - 5)
      dates.insert(entry.revocation.date.seconds)
    }
    #expect(dates.count == numbers.count)
  }

  @Test("by one request: none of them where one is not issued", arguments: [UInt8(200), 201])
  func ofOneRequestInVain(_ number: UInt8) throws {
    let conflicts = try kit.commit(batch, [together(Array(1...100) + [number] + Array(101...120))])
    #expect(conflicts.mapValues { "\($0)" } == [0: "stateChanged"])
    #expect(try revoked().isEmpty)
    #expect(try kit.view(batch) { try $0.request(id: "all") } == nil)
  }

  @Test("by many requests: those that conflict are refused, and nobody else")
  func ofManyRequests() throws {
    var decisions = try (1...GroupedRevocationTests.count).map {
      try LedgerKit.revoke("v-\($0)", $0, position: Int($0))
    }
    decisions[70] = try LedgerKit.revoke("v-71", 200, position: 71)
    decisions[90] = try LedgerKit.revoke("i-1", 91, position: 91)
    decisions[154] = try LedgerKit.revoke("v-155", 201, position: 155)
    let conflicts = try kit.commit(batch, decisions)
    #expect(
      conflicts.mapValues { "\($0)" } == [70: "stateChanged", 90: "requestTaken", 154: "stateChanged"])
    #expect(try revoked() == Set(1...GroupedRevocationTests.count).subtracting([71, 91, 155]))
    for (index, decision) in decisions.enumerated() {
      let record = try kit.view(batch) { try $0.request(id: decision.request.id) }
      let expected = conflicts[index] == nil ? decision.request : index == 90 ? try firstIssue() : nil
      #expect(record == expected)
    }
  }

  private func firstIssue() throws -> RequestRecord { try LedgerKit.issue("i-1", 1).request }
}
