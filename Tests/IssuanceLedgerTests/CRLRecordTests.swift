import DERCoding
import Foundation
import GRDB
import OpenSSLBackend
import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("CRLs on record")
struct CRLRecordTests {
  private let kit: LedgerKit
  private let authority: UniqueID

  init() throws {
    kit = try LedgerKit()
    authority = try LedgerKit.id(LedgerKit.authority)
  }

  /// Issues and revokes certificates.
  private func revoke(_ numbers: [UInt8]) throws {
    let batch = try kit.open()
    #expect(try kit.commit(batch, numbers.map { try LedgerKit.issue("i\($0)", $0) }) == [:])
    #expect(try kit.commit(batch, numbers.map { try LedgerKit.revoke("r\($0)", $0) }, signatures: numbers) == [:])
  }

  /// What an authority's CRL of a number lists.
  private func listed(_ number: Int) throws -> [UInt8] {
    try kit.ledger.pool.read { database in
      var writer = DERWriter()
      try ListedRevocations(database: database, authority: authority, number: number).write(to: &writer)
      return writer.bytes
    }
  }

  @Test("are given again as they were made, whatever is revoked later")
  func again() throws {
    var made: [(crl: RecordedCRL, octets: [UInt8])] = [try kit.recordCRL()]
    for numbers in [[7, 3], [], [9, 1, 5]] as [[UInt8]] {
      try revoke(numbers)
      made.append(try kit.recordCRL())
    }
    #expect(made.map(\.crl.number) == [1, 2, 3, 4])
    #expect(made.map(\.crl.entryCount) == [0, 2, 2, 5])
    for (crl, octets) in made { #expect(try kit.octets(of: crl) == octets, "CRL \(crl.number)") }
    #expect(Set(made.map(\.octets)).count == 3, "only two of them list the same")
    #expect(try kit.ledger.lastCRL(authority: authority) == made[3].crl)
    #expect(try kit.ledger.view { try $0.lastCRL(authority: authority) } == made[3].octets)
  }

  @Test("list an authority's revocations alone, in the order of serial numbers, each as a CRL writes it")
  func entries() throws {
    try revoke([9, 2, 5])
    let batch = try kit.open("other")
    let foreign = RecordedDecision(
      request: try LedgerKit.request("f", certificate: 7),
      changes: [.intend(try LedgerKit.certificate(7, authority: 0xA1))])
    #expect(try kit.commit(batch, [foreign]) == [:])
    #expect(try kit.commit(batch, [try LedgerKit.revoke("v", 7)], signatures: [7]) == [:])
    var expected = DERWriter()
    for number: UInt8 in [2, 5, 9] {
      TBSCertificateList.Entry(
        serialNumber: try #require(SerialNumber(magnitude: [number])), revocationDate: UTCInstant(seconds: 1000),
        reason: .keyCompromise, invalidityDate: UTCInstant(seconds: 995)
      ).write(to: &expected)
    }
    #expect(try listed(1) == expected.bytes)
  }

  @Test("count their own authority's alone, each from 1")
  func authorities() throws {
    #expect(try kit.ledger.lastCRL(authority: authority) == nil)
    #expect(try kit.ledger.view { try $0.lastCRL(authority: authority) } == nil)
    for _ in 1...3 { _ = try kit.recordCRL() }
    #expect(try kit.recordCRL(authority: 0xA1).crl.number == 1)
    #expect(try kit.ledger.lastCRL(authority: authority)?.number == 3)
  }

  @Test("are not there when making one fails, and the next gets their number")
  func failure() throws {
    struct Failure: Error {}
    try revoke([4])
    #expect(throws: Failure.self) { try kit.ledger.recordNextCRL(authority: authority) { _, _ in throw Failure() } }
    #expect(try kit.ledger.lastCRL(authority: authority) == nil)
    let (crl, _) = try kit.recordCRL()
    #expect(crl.number == 1 && crl.entryCount == 1)
  }

  @Test(
    "are refused as damaged when the revocations are not those that were listed",
    arguments: [
      "UPDATE revocation SET reason = 4 WHERE serial = x'03'", "DELETE FROM revocation WHERE serial = x'03'",
      "UPDATE revocation SET crl = 2 WHERE serial = x'03'", "UPDATE crl SET tail = x'00'",
    ])
  func damage(sql: String) throws {
    try revoke([3, 4])
    let (crl, octets) = try kit.recordCRL()
    #expect(try kit.octets(of: crl) == octets)
    try kit.ledger.pool.write { try $0.execute(sql: sql) }
    let damaged = LedgerError.damaged("the revocations on record are not those of CRL 1")
    #expect(throws: damaged) { try kit.octets(of: crl) }
    #expect(throws: damaged) { try kit.ledger.view { _ = try $0.lastCRL(authority: authority) } }
  }

  @Test("come in parts of about a megabyte")
  func parts() throws {
    try kit.ledger.pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO batch (id, name, opened, runs) VALUES (1, 'b', 0, 1);
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
          INSERT INTO certificate (id, state, uuid, authority, profile, serial, tbs)
          SELECT i, 'issued', CAST(printf('%016d', i) AS BLOB), x'\(Hex.encode(authority.octets))', x'',
            CAST(printf('%018d', i) AS BLOB), x'30' FROM n;
          INSERT INTO revocation (certificate, authority, serial, reason, date, batch, request)
          SELECT id, authority, serial, 1, 1000 + id / 7, 1, 'r' FROM certificate;
          """)
    }
    let (crl, octets) = try kit.recordCRL()
    #expect(crl.entryCount == 60_000 && octets.count > 3_000_000)
    var sizes: [Int] = []
    try kit.ledger.forEachPart(of: crl) { sizes.append($0.count) }
    #expect(sizes.count == octets.count / (1 << 20) + 1)
    #expect(sizes.allSatisfy { $0 < (1 << 20) + 100 })
    #expect(try kit.octets(of: crl) == octets)
  }
}

extension LedgerKit {
  /// Records the next CRL of an authority, in which the entries stand between some octets; gives all of it.
  func recordCRL(authority: UInt8 = LedgerKit.authority) throws -> (crl: RecordedCRL, octets: [UInt8]) {
    var made: (RecordedCRL, [UInt8])?
    let authority = try LedgerKit.id(authority)
    try ledger.recordNextCRL(authority: authority) { last, listed in
      var writer = DERWriter()
      let count = try listed.write(to: &writer)
      #expect(listed.number == (last?.number ?? 0) + 1)
      let crl = RecordedCRL(
        authority: authority, number: listed.number, thisUpdate: UTCInstant(seconds: 1),
        nextUpdate: UTCInstant(seconds: 2), entryCount: count)
      let octets = [1, 2] + writer.bytes + [3]
      made = (crl, octets)
      return (crl, CRLFrame(head: [1, 2], tail: [3], digest: MessageDigest.sha256.of(octets)))
    }
    return try #require(made)
  }

  func octets(of crl: RecordedCRL) throws -> [UInt8] {
    var octets: [UInt8] = []
    try ledger.forEachPart(of: crl) { octets += $0 }
    return octets
  }
}
