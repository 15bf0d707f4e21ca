import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

/// Fingerprints go into a small index, and from there many together into a large one.
@Suite("Certificates by their fingerprints")
struct FingerprintIndexTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
  }

  /// Sixteen octets that follow from a number and look like no order.
  private static func octets(_ number: Int) -> [UInt8] {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    return (0..<16).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  private static func uuid(_ number: Int) throws -> UniqueID { try #require(UniqueID(octets: octets(number))) }

  private static func fingerprint(_ number: Int) -> [UInt8] { octets(number) + octets(number + 1_000_000) }

  private func issue(_ numbers: some Sequence<Int>) throws {
    let decisions = try numbers.map { number in
      let uuid = try FingerprintIndexTests.uuid(number)
      let certificate = CertificateRecord(
        uuid: uuid, authority: try LedgerKit.id(LedgerKit.authority), raProfile: nil,
        serialNumber: try #require(SerialNumber(magnitude: [1, UInt8(number >> 8), UInt8(number & 0xFF)])),
        state: .requested, tbs: [0x30, 0x00], request: nil)
      return RecordedDecision(request: try LedgerKit.request("r-\(number)"), changes: [.intend(certificate)])
    }
    #expect(try kit.commit(batch, decisions).isEmpty)
  }

  private func sign(_ numbers: some Sequence<Int>) throws {
    try kit.ledger.record(
      numbers.map { number in
        RecordedSignature(
          certificate: try FingerprintIndexTests.uuid(number), signature: [1],
          fingerprint: FingerprintIndexTests.fingerprint(number))
      })
  }

  private func expectFound(_ numbers: some Sequence<Int>) throws {
    try kit.view(batch) { view in
      for number in numbers {
        let found = try view.certificate(fingerprint: FingerprintIndexTests.fingerprint(number))
        #expect(found?.uuid == (try FingerprintIndexTests.uuid(number)), "\(number)")
      }
    }
  }

  @Test("are found in the small index, in the large one, and in both")
  func everywhere() throws {
    try issue(0..<30)
    try sign((0..<10).reversed())
    #expect(try counts() == Counts(recent: 10, settled: 0))
    try expectFound(0..<10)
    try fillSmallIndex(to: 8191)
    try sign(10..<11)
    #expect(try counts() == Counts(recent: 0, settled: 8192))
    try sign(11..<20)
    #expect(try counts() == Counts(recent: 9, settled: 8192))
    try expectFound(0..<20)
    let unsigned = try kit.view(batch) { try $0.certificate(fingerprint: FingerprintIndexTests.fingerprint(20)) }
    #expect(unsigned == nil)
  }

  @Test("stay in the small index while those of a transaction without new ones are as many")
  func untouched() throws {
    try fillSmallIndex(to: 9000)
    try issue(0..<1)
    #expect(try counts() == Counts(recent: 9000, settled: 0))
    try sign(0..<1)
    #expect(try counts() == Counts(recent: 0, settled: 9001))
  }

  @Test("gather longer, the more certificates there are")
  func share() throws {
    try kit.ledger.pool.write {
      try $0.execute(
        sql: """
          INSERT INTO certificate (id, state, uuid, authority, profile, serial, tbs)
          VALUES (1000000, 'issued', 'u', 'a', '', 'n', '')
          """)
    }
    try issue(0..<2)
    try fillSmallIndex(to: 15_623)
    try sign(0..<1)
    #expect(try counts() == Counts(recent: 15_624, settled: 0))
    try sign(1..<2)
    #expect(try counts() == Counts(recent: 0, settled: 15_625))
    try expectFound(0..<2)
  }

  @Test("that begin alike are told apart")
  func sameBeginning() throws {
    try issue(0..<2)
    let alike = [UInt8](repeating: 0xFF, count: 8)
    let prints = [alike + FingerprintIndexTests.octets(1), alike + FingerprintIndexTests.octets(2)]
    for (number, print) in prints.enumerated() {
      try kit.ledger.record([
        RecordedSignature(certificate: try FingerprintIndexTests.uuid(number), signature: [1], fingerprint: print)
      ])
    }
    for (number, print) in prints.enumerated() {
      let found = try kit.view(batch) { try $0.certificate(fingerprint: print) }
      #expect(found?.uuid == (try FingerprintIndexTests.uuid(number)))
    }
    let third = try kit.view(batch) { try $0.certificate(fingerprint: alike + FingerprintIndexTests.octets(3)) }
    #expect(third == nil)
  }

  /// Adds fingerprints of no certificate to the small index, until it has so many.
  private func fillSmallIndex(to count: Int) throws {
    try kit.ledger.pool.write {
      try $0.execute(
        sql: """
          WITH RECURSIVE number (n) AS (
            SELECT 1 + (SELECT count(*) FROM recent_fingerprint) UNION ALL SELECT n + 1 FROM number WHERE n < ?)
          INSERT INTO recent_fingerprint SELECT n, -n FROM number
          """, arguments: [count])
    }
  }

  private struct Counts: Equatable {
    let recent: Int
    let settled: Int
  }

  private func counts() throws -> Counts {
    try kit.ledger.pool.read { database in
      Counts(
        recent: try Int.fetchOne(database, sql: "SELECT count(*) FROM recent_fingerprint") ?? -1,
        settled: try Int.fetchOne(database, sql: "SELECT count(*) FROM settled_fingerprint") ?? -1)
    }
  }
}
