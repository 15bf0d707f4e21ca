import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

/// Fingerprints go into a small index, and from there many together into larger ones.
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

  @Test("are found in each index, and go on to the next one that has room")
  func everywhere() throws {
    try issue(0..<40)
    try sign((0..<10).reversed())
    #expect(try counts() == [10, 0, 0])
    try fill(0, to: 8191)
    try sign(10..<11)
    #expect(try counts() == [0, 8192, 0])
    try sign(11..<20)
    #expect(try counts() == [9, 8192, 0])
    try expectFound(0..<20)
    try fill(0, to: 8191)
    try fill(1, to: 131_071 - 8191)
    try sign(20..<21)
    #expect(try counts() == [0, 0, 131_072])
    try fill(1, to: 131_071)
    try sign(21..<30)
    #expect(try counts() == [9, 131_071, 131_072])
    try expectFound(0..<30)
    let unsigned = try kit.view(batch) { try $0.certificate(fingerprint: FingerprintIndexTests.fingerprint(30)) }
    #expect(unsigned == nil)
  }

  @Test("stay where they are in a transaction without new ones")
  func untouched() throws {
    try fill(0, to: 9000)
    try issue(0..<1)
    #expect(try counts() == [9000, 0, 0])
    try sign(0..<1)
    #expect(try counts() == [0, 9001, 0])
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

  /// Adds fingerprints of no certificate to an index, until it has so many.
  private func fill(_ index: Int, to count: Int) throws {
    let table = LedgerSchema.fingerprintIndexes[index]
    try kit.ledger.pool.write { database in
      let there = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      // Negative numbers are no certificate's; those of all calls are different.
      let first = try Int64.fetchOne(database, sql: FingerprintIndexTests.lowest) ?? 0
      try database.execute(
        sql: """
          WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
          INSERT INTO \(table) SELECT n, ? - n FROM number
          """, arguments: [count - there, first])
    }
  }

  /// The lowest number of a certificate in any index, or 0.
  private static let lowest = """
    SELECT min(0, coalesce(min(certificate), 0)) FROM (
      \(LedgerSchema.fingerprintIndexes.map { "SELECT certificate FROM \($0)" }.joined(separator: " UNION ALL ")))
    """

  /// How many fingerprints each index has.
  private func counts() throws -> [Int] {
    try kit.ledger.pool.read { database in
      try LedgerSchema.fingerprintIndexes.map {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1
      }
    }
  }
}
