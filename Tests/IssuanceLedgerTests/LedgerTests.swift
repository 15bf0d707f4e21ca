import Glibc
import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("The ledger's file")
struct LedgerTests {
  @Test("is made once, and only its owner may read it and its logs")
  func creation() async {
    await #expect(processExitsWith: .success) {
      umask(0)
      let kit = try LedgerKit()
      try kit.commit(try kit.open(), [try LedgerKit.issue("a", 1)])
      for name in try kit.folder.tree() {
        var status = stat()
        #expect(stat(kit.folder.file(name), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600, "\(name)")
      }
      #expect(throws: LedgerError.io("\(kit.path): File exists")) { try Ledger.create(at: kit.path) }
      #expect(throws: LedgerError.self) { try Ledger.create(at: kit.folder.file("none/ledger.sqlite")) }
    }
  }

  @Test("is not made by opening one that is missing")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    #expect(throws: LedgerError.missing(path: path)) { try Ledger.open(at: path) }
    #expect(try folder.tree() == [])
  }

  @Test("holds what was committed when it is opened again")
  func reopening() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    do {
      let ledger = try Ledger.create(at: path)
      let batch = try ledger.openBatch(named: "b", at: UTCInstant(seconds: 7))
      _ = try ledger.commit(batch, signatures: [], decisions: [try LedgerKit.issue("a", 1)], failures: [])
      try ledger.checkpoint()
    }
    let ledger = try Ledger.open(at: path)
    try ledger.checkIntegrity()
    #expect(try ledger.batches().map(\.name) == ["b"])
    #expect(try ledger.batches().map(\.opened) == [UTCInstant(seconds: 7)])
    #expect(try ledger.certificateCounts() == [.requested: 1])
  }

  @Test("is told from files that are something else", .enabled(if: Command.isAvailable("sqlite3"), "needs sqlite3"))
  func foreignDatabase() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    #expect(try Command.run("sqlite3", [path, "CREATE TABLE t (x); PRAGMA application_id = 42"]).status == 0)
    #expect(throws: LedgerError.foreign(path: path)) { try Ledger.open(at: path) }
    let tables = try Command.run("sqlite3", [path, "SELECT name FROM sqlite_master"]).output
    #expect(tables == "t\n", "nothing is written to it")
  }

  @Test("is told from an empty file")
  func emptyFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "ledger.sqlite")
    #expect(throws: LedgerError.foreign(path: path)) { try Ledger.open(at: path) }
  }

  @Test("is told from text, and from a database whose header is lost")
  func notADatabase() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write([UInt8](repeating: 0x61, count: 5000), to: "text")
    #expect(throws: LedgerError.damaged("file is not a database")) { try Ledger.open(at: text) }
  }

  @Test("of a later version is left alone", .enabled(if: Command.isAvailable("sqlite3"), "needs sqlite3"))
  func newer() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    do { _ = try Ledger.create(at: path) }
    let sql = "INSERT INTO grdb_migrations VALUES ('2: from the future')"
    #expect(try Command.run("sqlite3", [path, sql]).status == 0)
    #expect(throws: LedgerError.newer(path: path)) { try Ledger.open(at: path) }
  }

  @Test("that is damaged says so")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    do {
      let ledger = try Ledger.create(at: path)
      let batch = try ledger.openBatch(named: "b", at: UTCInstant(seconds: 7))
      let decisions = try (1...200).map { try LedgerKit.issue("request \($0)", UInt8($0), position: $0) }
      _ = try ledger.commit(batch, signatures: [], decisions: decisions, failures: [])
      try ledger.checkpoint()
    }
    var octets = try #require(folder.contents("ledger.sqlite"))
    // All pages but the first, which holds the header and the schema's root.
    for index in stride(from: 4096, to: octets.count, by: 1) { octets[index] = 0xFF }
    try folder.write(octets, to: "ledger.sqlite")
    let error = #expect(throws: LedgerError.self) {
      let ledger = try Ledger.open(at: path)
      try ledger.checkIntegrity()
      _ = try ledger.batches()
    }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("errors say what to do")
  func errorTexts() {
    #expect(LedgerError.locked.text == "another run works on this home; wait for it to finish")
    #expect(LedgerError.missing(path: "p").text == "p: no ledger; make a home with `certmill init`")
    #expect(LedgerError.foreign(path: "p").text == "p: not a ledger of certmill")
    #expect(LedgerError.newer(path: "p").text == "p: written by a later version of certmill; use that one")
    #expect(LedgerError.damaged("x").text == "the ledger is damaged (x); stop, and restore it from a backup")
    #expect(LedgerError.io("x").text == "the ledger cannot be written or read (x); mend that and run again")
  }
}
