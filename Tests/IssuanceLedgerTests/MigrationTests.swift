import Foundation
import GRDB
import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("A ledger of an earlier version")
struct MigrationTests {
  private static let states: [CertificateState] = [.requested, .issued, .revoked, .failed]

  /// A ledger as the first version wrote it, with one certificate in each state.
  private func firstVersion(in folder: TemporaryFolder) throws -> String {
    let path = folder.file("ledger.sqlite")
    let queue = try DatabaseQueue(path: path)
    try LedgerSchema.migrator.migrate(queue, upTo: "1: requests, certificates, revocations, end entities, CRLs")
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
      try database.execute(sql: "INSERT INTO batch (id, name, opened, runs) VALUES (1, 'b', 0, 1)")
      for (index, state) in MigrationTests.states.enumerated() {
        let record = try LedgerKit.certificate(UInt8(index + 1))
        try database.execute(
          sql: """
            INSERT INTO certificate (id, state, uuid, authority, profile, serial, tbs) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            index + 1, state.rawValue, Data(record.uuid.octets), Data(record.authority.octets),
            Data(record.raProfile?.octets ?? []), Data(record.serialNumber.magnitude), Data(record.tbs),
          ])
      }
      for id in [2, 3] {
        try database.execute(
          sql: "INSERT INTO signature (certificate, fingerprint, signature) VALUES (?, ?, ?)",
          arguments: [id, Data(repeating: UInt8(id), count: 32), Data([1])])
      }
      try database.execute(
        sql: "INSERT INTO revocation (certificate, reason, date, batch, request) VALUES (3, 1, 0, 1, 'r')")
    }
    try queue.close()
    return path
  }

  @Test("keeps the state of every certificate")
  func states() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.open(at: try firstVersion(in: folder))
    for (index, state) in MigrationTests.states.enumerated() {
      let certificate = try ledger.view { try $0.certificate(LedgerKit.id(UInt8(index + 1))) }
      #expect(certificate?.state == state)
    }
    #expect(try ledger.certificateCounts() == [.requested: 1, .issued: 1, .revoked: 1, .failed: 1])
  }

  @Test("goes on with what waits for its signature, and revokes what is issued")
  func goesOn() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.open(at: try firstVersion(in: folder))
    #expect(try ledger.openIntents(limit: 10).map(\.uuid) == [try LedgerKit.id(1)])
    try ledger.record([LedgerKit.signature(1)])
    #expect(try ledger.openIntents(limit: 10).isEmpty)
    let batch = try ledger.openBatch(named: "b", at: UTCInstant(seconds: 1))
    for number: UInt8 in [1, 2, 3, 4] {
      let conflicts = try ledger.commit(
        batch, signatures: [], decisions: [try LedgerKit.revoke("r-\(number)", number)], failures: [])
      #expect(conflicts.isEmpty == (number < 3), "certificate \(number)")
    }
    #expect(try ledger.certificateCounts() == [.revoked: 3, .failed: 1])
  }

  @Test("finds its certificates by their fingerprints, and those that come")
  func fingerprints() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.open(at: try firstVersion(in: folder))
    try ledger.record([LedgerKit.signature(1)])
    for number: UInt8 in 1...3 {
      let found = try ledger.view { try $0.certificate(fingerprint: [UInt8](repeating: number, count: 32)) }
      #expect(found?.uuid == (try LedgerKit.id(number)))
    }
    let counts = try ledger.pool.read { database in
      try LedgerSchema.fingerprintIndexes.map {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
      }
    }
    #expect(counts == [1, 0, 2])
  }

  @Test("tells when a certificate came from the next run on, and before only when the batch was opened")
  func arrivals() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger.open(at: try firstVersion(in: folder))
    let batch = try ledger.openBatch(named: "b", at: UTCInstant(seconds: 5))
    #expect(
      try ledger.commit(
        batch, signatures: [], decisions: [try LedgerKit.issue("new", 9, run: batch.run)], failures: []
      ).isEmpty)
    #expect(
      try ledger.view { try $0.arrival(of: LedgerKit.id(9)) }
        == CertificateArrival(batch: "b", date: UTCInstant(seconds: 5)))
    #expect(try ledger.view { try $0.arrival(of: LedgerKit.id(2)) } == nil)
    let runs = try ledger.pool.read { try Int64.fetchAll($0, sql: "SELECT started FROM run ORDER BY number") }
    #expect(runs == [0, 5])
  }

  @Test("keeps the octets of the CRLs that it has, and lists in the next one what those listed and what comes")
  func crls() throws {
    let folder = try TemporaryFolder()
    let path = try firstVersion(in: folder)
    let authority = try LedgerKit.id(LedgerKit.authority)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "INSERT INTO crl (authority, number, this_update, next_update, entries, der) VALUES (?, 7, 1, 2, 1, ?)",
        arguments: [Data(authority.octets), Data([0x30, 0x01, 0x00])])
    }
    try queue.close()
    let kit = LedgerKit(folder: folder, ledger: try Ledger.open(at: path))
    let old = try #require(try kit.ledger.lastCRL(authority: authority))
    #expect(old.number == 7 && old.entryCount == 1)
    #expect(try kit.octets(of: old) == [0x30, 0x01, 0x00])
    let batch = try kit.ledger.openBatch(named: "b", at: UTCInstant(seconds: 5))
    #expect(try kit.commit(batch, [try LedgerKit.revoke("r-2", 2)]) == [:])
    let (next, octets) = try kit.recordCRL()
    #expect(next.number == 8 && next.entryCount == 2)
    #expect(try kit.octets(of: next) == octets)
    #expect(try kit.octets(of: old) == [0x30, 0x01, 0x00])
  }
}
