import PKIModel
import Testing

@testable import IssuanceLedger

/// Where certificates stand is asked of many at once, and revocations are made from the answer.
@Suite("Certificates' standings")
struct StandingTests {
  /// More than are looked up together, and no multiple of that.
  private static let issued: ClosedRange<UInt8> = 1...140
  private static let waiting: UInt8 = 150
  private static let unknown: UInt8 = 250

  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open(issued: StandingTests.issued, waiting: StandingTests.waiting)
  }

  private func standings(_ numbers: some Sequence<UInt8>) throws -> [UniqueID: CertificateStanding] {
    let uuids = try numbers.map(LedgerKit.id)
    return try kit.view(batch) { try $0.standings(of: uuids) }
  }

  private func standing(_ number: UInt8) throws -> CertificateStanding {
    try #require(try standings([number])[LedgerKit.id(number)])
  }

  private func revocation(_ id: String, of standings: some Sequence<CertificateStanding>) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id),
      changes: standings.map { .revoke($0, for: .superseded, at: UTCInstant(seconds: 1000)) })
  }

  @Test("are those of their records, for any number of them; unknown ones have none")
  func many() throws {
    try kit.commit(batch, [revocation("v", of: standings([3, 70, 139]).values)])
    let asked = Array(StandingTests.issued) + [StandingTests.waiting, StandingTests.unknown, 3, 3]
    for count in [0, 1, 63, 64, 65, 128, asked.count] {
      let standings = try standings(asked.prefix(count))
      let known = Set(asked.prefix(count)).subtracting([StandingTests.unknown])
      #expect(standings.count == known.count)
      for number in known {
        let record = try #require(try kit.certificate(number))
        #expect(standings[record.uuid] == CertificateStanding(record))
      }
    }
    #expect(try standing(3).state == .revoked && standing(4).state == .issued)
    #expect(try standing(StandingTests.waiting).state == .requested)
  }

  @Test("let exactly those certificates be revoked")
  func revoking() throws {
    let wanted = StandingTests.issued.filter { $0 % 3 == 1 }
    #expect(try kit.commit(batch, [revocation("v", of: standings(wanted).values)]).isEmpty)
    var listed: [[UInt8]] = []
    try kit.ledger.forEachRevocation(authority: LedgerKit.id(LedgerKit.authority)) { entry in
      #expect(entry.certificate.uuid.octets.first == entry.certificate.serialNumber.magnitude.first)
      listed.append(entry.certificate.serialNumber.magnitude)
    }
    #expect(listed == wanted.map { [$0] })
  }

  @Test("let nothing be revoked that waits for its signature, or was revoked since")
  func conflicts() throws {
    let seen = try standing(5)
    #expect(try kit.commit(batch, [revocation("first", of: [seen])]).isEmpty)
    let decisions = try [
      revocation("second", of: [seen]), revocation("open", of: [standing(StandingTests.waiting)]),
      revocation("both", of: [standing(6), seen]),
    ]
    #expect(try kit.commit(batch, decisions) == [0: .stateChanged, 1: .stateChanged, 2: .stateChanged])
    #expect(try standing(6).state == .issued && standing(StandingTests.waiting).state == .requested)
  }

  @Test("of the real ledger mean the same certificates in one that lies over it")
  func overAnother() throws {
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "batch", at: UTCInstant(seconds: 200))
    let seen = try standings([90, 7]).values.sorted { $0.serialNumber.magnitude[0] > $1.serialNumber.magnitude[0] }
    #expect(try scratch.commit([revocation("v", of: seen)]).isEmpty)
    let revoked = try StandingTests.issued.filter { number in
      try scratch.view { try $0.revocation(of: LedgerKit.id(number)) } != nil
    }
    #expect(revoked == [7, 90])
    let uuids = try [7, 8].map(LedgerKit.id)
    let states = try scratch.view { view in try view.standings(of: uuids) }.mapValues(\.state)
    #expect(states == [uuids[0]: .revoked, uuids[1]: .issued])
  }
}
