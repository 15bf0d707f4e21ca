import GRDB
import PKIModel
import Testing

@testable import IssuanceLedger

/// Fingerprints of many certificates go into their index together; each certificate is found all the time.
@Suite("Certificates by their fingerprints")
struct FingerprintOrderTests {
  /// More than go into the index at once.
  private static let count = 400

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

  private static func fingerprint(_ number: Int) -> [UInt8] { octets(number) + octets(number + 1_000_000) }

  private func issue(_ numbers: some Sequence<Int>) throws {
    let decisions = try numbers.map { number in
      let uuid = try #require(UniqueID(octets: FingerprintOrderTests.octets(number)))
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
          certificate: try #require(UniqueID(octets: FingerprintOrderTests.octets(number))), signature: [1],
          fingerprint: FingerprintOrderTests.fingerprint(number))
      })
  }

  private func expectFound(_ numbers: some Sequence<Int>) throws {
    try kit.view(batch) { view in
      for number in numbers {
        let found = try view.certificate(fingerprint: FingerprintOrderTests.fingerprint(number))
        #expect(found?.uuid == UniqueID(octets: FingerprintOrderTests.octets(number)), "\(number)")
      }
    }
  }

  @Test("are found before the index has them, and after it got all of them")
  func many() throws {
    let numbers = 0..<FingerprintOrderTests.count
    try issue(numbers)
    try sign(numbers.reversed())
    #expect(try indexed() == 0)
    try expectFound(numbers)
    try kit.ledger.orderFingerprints()
    #expect(try indexed() == numbers.count)
    try expectFound(numbers)
    try kit.ledger.orderFingerprints()
    #expect(try indexed() == numbers.count)
  }

  @Test("are found when they are signed long after the others")
  func late() throws {
    let numbers = 0..<FingerprintOrderTests.count
    try issue(numbers)
    try sign(numbers.dropFirst(3))
    try kit.ledger.orderFingerprints()
    try sign(0..<3)
    #expect(try indexed() == numbers.count)
    try expectFound(numbers)
  }

  @Test("go into the index with the next transaction where they are very many")
  func enough() throws {
    try kit.ledger.pool.write { database in
      try database.execute(
        sql: """
          WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 65536)
          INSERT INTO certificate (state, uuid, authority, profile, serial, tbs)
          SELECT 'issued', 'uuid' || n, 'a', '', n, '' FROM number;
          INSERT INTO signature SELECT id, 'print-' || id, 's' FROM certificate;
          """)
    }
    #expect(try indexed() == 0)
    try issue(1...1)
    #expect(try indexed() == 65_536)
  }

  @Test("are in the index at once where they are few")
  func few() throws {
    try issue(0..<5)
    try sign(0..<5)
    try issue(5..<10)
    try sign(5..<10)
    #expect(try indexed() == 10)
    try expectFound(0..<10)
    let other = try kit.view(batch) { try $0.certificate(fingerprint: FingerprintOrderTests.fingerprint(10)) }
    #expect(other == nil)
  }

  private func indexed() throws -> Int {
    try kit.ledger.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM fingerprint") ?? 0 }
  }
}
