import Foundation
import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("The ledger's file")
struct LedgerFileTests {
  private let site: LedgerSite

  init() throws { site = try LedgerSite() }

  @Test("is its owner's alone, and is not made twice")
  func creation() throws {
    let path = site.folder.file("ledger.sqlite")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(throws: LedgerError.io("\(path): File exists")) { _ = try Ledger.create(at: path) }
  }

  @Test("is not opened where it is missing, foreign, or no database")
  func foreign() throws {
    let missing = site.folder.file("missing")
    #expect(throws: LedgerError.missing(path: missing)) { _ = try Ledger.open(at: missing) }
    let other = site.folder.file("other.sqlite")
    _ = try Command.run(
      "python3", ["-c", "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('create table a(b)')", other])
    #expect(throws: LedgerError.foreign(path: other)) { _ = try Ledger.open(at: other) }
    let text = try site.folder.write([UInt8](repeating: 0x41, count: 8192), to: "text")
    #expect {
      _ = try Ledger.open(at: text)
    } throws: { error in
      if case LedgerError.damaged = error { true } else { false }
    }
  }

  @Test("frozen, is of one moment for everything that is asked, though somebody writes meanwhile")
  func oneMoment() throws {
    let authority = try #require(LedgerSite.authority)
    let batch = try site.open()
    for number: UInt8 in 1...2 {
      try site.commit(batch, LedgerSite.issue("r-\(number)", number, batch, position: Int(number)))
      try site.ledger.record([LedgerSite.signature(number)])
    }
    func revoke(_ number: UInt8) throws {
      try site.commit(
        batch,
        LedgerSite.decision(
          LedgerSite.request("v-\(number)", batch, position: 2 + Int(number)), LedgerSite.revocation(number)))
    }
    func revoked(_ ledger: Ledger) throws -> [String] {
      var ids: [String] = []
      try ledger.forEachRevocation(authority: authority) { ids.append($0.requestID) }
      return ids
    }
    try revoke(1)
    let path = site.folder.file("ledger.sqlite")
    let before = try Ledger.openForReading(at: path, isFrozen: true)
    #expect(try revoked(before) == ["v-1"])
    try revoke(2)
    #expect(try revoked(before) == ["v-1"])
    #expect(try before.requestCount(of: batch) == 3)
    let after = try Ledger.openForReading(at: path, isFrozen: true)
    #expect(try revoked(after) == ["v-1", "v-2"])
    #expect(try after.requestCount(of: batch) == 4)
  }

  @Test("keeps everything over closing and opening")
  func durable() throws {
    let batch = try site.open()
    try site.commit(
      batch, LedgerSite.issue("a", 1, batch),
      LedgerSite.decision(
        LedgerSite.request("b", batch, position: 1), .addEndEntity(try LedgerSite.endEntity("anna"))))
    try site.ledger.record([LedgerSite.signature(1)])
    try site.commit(
      batch,
      LedgerSite.decision(
        LedgerSite.request("c", batch, position: 2), try LedgerSite.revocation(1, reason: .keyCompromise)))
    let profile = try #require(LedgerSite.profile)
    let uuid = try LedgerSite.intent(1).uuid
    let reopened = try Ledger.open(at: site.folder.file("ledger.sqlite"))
    try reopened.checkIntegrity()
    try reopened.view(batch: batch.number) { (view: any LedgerView) throws in
      #expect(try view.certificate(uuid) == site.certificate(1))
      #expect(try view.revocation(of: uuid)?.reason == .keyCompromise)
      #expect(try view.endEntity(raProfile: profile, username: "anna") == LedgerSite.endEntity("anna"))
      #expect(try view.endEntity(raProfile: profile, username: "Anna") == nil)
    }
  }

  @Test("lists revocations in the order of serial numbers, within a range of time")
  func revocations() throws {
    let authority = try #require(LedgerSite.authority)
    let batch = try site.open()
    for number: UInt8 in [9, 3, 7] {
      try site.commit(batch, LedgerSite.issue("r-\(number)", number, batch, position: Int(number)))
      try site.ledger.record([LedgerSite.signature(number)])
      let certificate = try #require(try site.ledger.view { try $0.certificate(LedgerSite.intent(number).uuid) })
      let revocation = Revocation(
        certificate: certificate.uuid, reason: .superseded,
        date: UTCInstant(seconds: Int64(number)), invalidityDate: UTCInstant(seconds: 1))
      try site.commit(
        batch,
        LedgerSite.decision(
          LedgerSite.request("v-\(number)", batch, position: 20),
          .revoke(CertificateStanding(certificate), revocation)))
    }
    func listed(since: Int64? = nil, before: Int64? = nil) throws -> [String] {
      var ids: [String] = []
      try site.ledger.forEachRevocation(
        authority: authority, since: since.map(UTCInstant.init(seconds:)),
        before: before.map(UTCInstant.init(seconds:))
      ) { entry in
        #expect(entry.batch == "b-1")
        #expect(entry.revocation.invalidityDate == UTCInstant(seconds: 1))
        ids.append(entry.requestID)
      }
      return ids
    }
    #expect(try listed() == ["v-3", "v-7", "v-9"])
    #expect(try listed(since: 7) == ["v-7", "v-9"])
    #expect(try listed(before: 7) == ["v-3"])
    #expect(try listed(since: 4, before: 9) == ["v-7"])
    #expect(try site.ledger.revocationCount(authority: authority) == 3)
    #expect(try site.ledger.revocationCount(authority: try #require(LedgerSite.profile)) == 0)
  }

  /// The ledger's files by their names.
  private func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try site.folder.tree() where name.hasPrefix("copy") { files[name] = site.folder.contents(name) }
    return files
  }

  @Test("is read without a change to it, with an empty log and with a full one", arguments: [true, false])
  func reading(isAtRest: Bool) throws {
    let batch = try site.open()
    try site.commit(batch, LedgerSite.issue("a", 1, batch))
    if isAtRest { try site.ledger.checkpoint() }
    // As a run leaves its files that was ended from outside, or one that ended by itself.
    for suffix in isAtRest ? [""] : ["", "-wal", "-shm"] {
      try site.folder.write(try #require(site.folder.contents("ledger.sqlite" + suffix)), to: "copy" + suffix)
    }
    let before = try files()
    do {
      let ledger = try Ledger.openForReading(at: site.folder.file("copy"))
      #expect(try ledger.batches().map(\.name) == ["b-1"])
      let uuid = try LedgerSite.intent(1).uuid
      #expect(try ledger.view { try $0.certificate(uuid)?.state } == .requested)
      #expect(throws: LedgerError.self) { _ = try ledger.openBatch(named: "b-2", at: LedgerSite.now) }
    }
    let after = try files()
    #expect(Set(after.keys) == Set(before.keys))
    // The index of the log holds marks of its readers.
    for (name, octets) in before where !name.hasSuffix("-shm") { #expect(after[name] == octets, "\(name)") }
  }

  @Test("is read while a run writes to it")
  func readingBesideWriting() throws {
    let reading = try Ledger.openForReading(at: site.folder.file("ledger.sqlite"))
    _ = try site.open()
    #expect(try reading.batches().map(\.name) == ["b-1"])
  }

  @Test("of an earlier version is not read before it has been brought up to date")
  func older() throws {
    let path = site.folder.file("older.sqlite")
    let script = "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA application_id = 1129146732')"
    _ = try Command.run("python3", ["-c", script, path])
    #expect(throws: LedgerError.older(path: path)) { _ = try Ledger.openForReading(at: path) }
    _ = try Ledger.open(at: path)
    #expect(try Ledger.openForReading(at: path).batches().isEmpty)
  }
}
