import CSQLiteShims
import Glibc
import GRDB
package import PKIModel

/// The record of everything that was asked, intended, signed and revoked: SQLite in WAL mode, flushed at each commit.
package final class Ledger: Sendable {
  let pool: DatabasePool
  /// What is read from: the pool, or one moment of it.
  let reader: any DatabaseReader
  /// A connection to be closed after all others; see `LedgerAtRest`.
  private let keeper: DatabaseQueue?

  /// Makes a new ledger that only its owner may read.
  package static func create(at path: String) throws(LedgerError) -> Ledger {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io("\(path): \(String(cString: strerror(errno)))") }
    close(descriptor)
    return try LedgerError.translating {
      let pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
      }
      return try Ledger(pool)
    }
  }

  /// Opens a ledger and brings it to this version's tables.
  package static func open(at path: String) throws(LedgerError) -> Ledger {
    guard access(path, F_OK) == 0 else { throw .missing(path: path) }
    return try LedgerError.translating {
      let pool = try DatabasePool(path: path, configuration: configuration)
      try demandOurs(pool, path)
      return try Ledger(pool)
    }
  }

  /// Opens a ledger for reading; its file stays as it is, and may lie where nothing can be written.
  ///
  /// - Parameter isFrozen: Whether everything that is read is of this moment, though a run may be writing: what is
  ///   counted first and listed afterwards is the same. Such a ledger is read by one thread at a time.
  package static func openForReading(at path: String, isFrozen: Bool = false) throws(LedgerError) -> Ledger {
    guard access(path, F_OK) == 0 else { throw .missing(path: path) }
    return try LedgerError.translating {
      let (pool, keeper) = try LedgerAtRest.open(path)
      try demandOurs(pool, path)
      guard try pool.read(LedgerSchema.migrator.hasCompletedMigrations) else { throw LedgerError.older(path: path) }
      return Ledger(pool, reading: isFrozen ? try pool.makeSnapshot() : pool, keeper)
    }
  }

  private static func demandOurs(_ pool: DatabasePool, _ path: String) throws {
    let applicationID = try pool.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") }
    guard applicationID == LedgerSchema.applicationID else { throw LedgerError.foreign(path: path) }
    guard try pool.read({ try !LedgerSchema.migrator.hasBeenSuperseded($0) }) else {
      throw LedgerError.newer(path: path)
    }
  }

  private init(_ pool: DatabasePool, reading reader: any DatabaseReader, _ keeper: DatabaseQueue?) {
    self.pool = pool
    self.reader = reader
    self.keeper = keeper
  }

  deinit {
    guard let keeper else { return }
    try? reader.close()
    try? pool.close()
    try? keeper.close()
  }

  private init(_ pool: DatabasePool) throws {
    self.pool = pool
    reader = pool
    keeper = nil
    try pool.writeWithoutTransaction { database in
      // GRDB relaxes this for WAL; a commit must be on disk when it returns.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000")
      try Cache.usual.use(in: database)
    }
    try LedgerSchema.migrator.migrate(pool)
  }

  /// How much of the database the writing connection keeps in memory, in thousands of octets.
  enum Cache: Int {
    /// The pages of the indexes that a large batch comes back to.
    case usual = 16_000
    /// For what goes through a table once.
    case passing = 1000

    func use(in database: Database) throws { try database.execute(sql: "PRAGMA cache_size = -\(rawValue)") }
  }

  /// Octets of pages that a savepoint may take back and that stay in memory.
  ///
  /// More of them go into a file in /var/tmp, which is slow and outside the home. A group of records changes a few pages,
  /// a bulk revocation may change very many.
  private static let savepointMemory: CInt = 8 << 20

  /// Done once, before the first connection; where SQLite is in use already, it only stays slower.
  private static let configureSQLite: Void = {
    _ = csqlite_stop_counting_memory()
    _ = csqlite_keep_in_memory(savepointMemory)
  }()

  static var configuration: Configuration {
    configureSQLite
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 16
    // Counts only for a new file: fewer and larger writes than with SQLite's 4096.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = 8192") }
    return configuration
  }

  /// Reads with what is committed at one moment.
  package func view<Result>(
    batch: Int64 = 0, _ body: (any LedgerView) throws -> Result
  ) throws(LedgerError) -> Result {
    try LedgerError.translating {
      try reader.read { try body(DatabaseView(database: $0, batch: batch)) }
    }
  }

  /// Empties the write-ahead log into the main file.
  package func checkpoint() throws(LedgerError) {
    try LedgerError.translating { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
  }

  /// Throws where SQLite finds the file inconsistent.
  package func checkIntegrity() throws(LedgerError) {
    let findings = try LedgerError.translating {
      try reader.read { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }
    }
    guard findings == ["ok"] else { throw .damaged(findings.joined(separator: "; ")) }
  }
}
