import GRDB
import GRDBSQLite
import PKIModel

/// A compiled statement that runs once for each record, with values that are bound one by one.
///
/// GRDB's own way boxes every value first, which costs more than SQLite's part of the work.
struct RecordStatement {
  private let database: Database
  private let statement: Statement

  /// Compiles the statement, or takes it from the connection's cache.
  init(_ database: Database, sql: String) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
  }

  /// Runs the statement; returns how many rows it changed.
  func run(_ bind: (inout RecordValues) -> Void) throws -> Int {
    guard try step(bind) == SQLITE_DONE else { throw failure }
    sqlite3_reset(statement.sqliteStatement)
    return Int(sqlite3_changes(sqlite3_db_handle(statement.sqliteStatement)))
  }

  /// Runs the query; returns the integer in its first row and column, nil without a row.
  func integer(_ bind: (inout RecordValues) -> Void) throws -> Int64? {
    try firstRow(bind) { $0.integer(0) }
  }

  /// Runs the query; returns what its first row gives, nil without a row.
  func firstRow<Result>(
    _ bind: (inout RecordValues) -> Void, _ body: (RecordRow) throws -> Result
  ) throws -> Result? {
    let result = try step(bind)
    defer { sqlite3_reset(statement.sqliteStatement) }
    return result == SQLITE_ROW ? try body(RecordRow(statement: statement.sqliteStatement)) : nil
  }

  /// Runs the query and goes through its rows.
  func forEachRow(_ bind: (inout RecordValues) -> Void, _ body: (RecordRow) throws -> Void) throws {
    var result = try step(bind)
    defer { sqlite3_reset(statement.sqliteStatement) }
    while result == SQLITE_ROW {
      try body(RecordRow(statement: statement.sqliteStatement))
      result = sqlite3_step(statement.sqliteStatement)
    }
    guard result == SQLITE_DONE else { throw failure }
  }

  private func step(_ bind: (inout RecordValues) -> Void) throws -> CInt {
    var values = RecordValues(statement: statement.sqliteStatement)
    bind(&values)
    guard values.isWhole else { throw failure }
    let result = sqlite3_step(statement.sqliteStatement)
    guard result == SQLITE_DONE || result == SQLITE_ROW else {
      defer { sqlite3_reset(statement.sqliteStatement) }
      throw failure
    }
    return result
  }

  private var failure: DatabaseError {
    DatabaseError(resultCode: database.lastErrorCode, message: database.lastErrorMessage, sql: statement.sql)
  }
}

/// The columns of the row that a query stands at.
struct RecordRow {
  fileprivate let statement: SQLiteStatement

  func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalInteger(_ column: CInt) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
  }

  func text(_ column: CInt) -> String {
    withOctets(column) { String(decoding: $0, as: UTF8.self) }
  }

  func optionalOctets(_ column: CInt) -> [UInt8]? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : octets(column)
  }

  func octetCount(_ column: CInt) -> Int { Int(sqlite3_column_bytes(statement, column)) }

  func octets(_ column: CInt) -> [UInt8] { withOctets(column) { [UInt8]($0) } }

  /// The octets where SQLite holds them.
  func withOctets<Result>(_ column: CInt, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let start = sqlite3_column_blob(statement, column)
    return body(UnsafeRawBufferPointer(start: start, count: octetCount(column)))
  }
}

/// The values of a statement's parameters, in their order.
struct RecordValues {
  // The constant SQLITE_TRANSIENT, which is a cast that Swift does not import: SQLite copies the octets.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private let statement: SQLiteStatement
  private var index: CInt = 0
  /// Whether SQLite took every value so far; it refuses octets beyond its limit of a billion.
  private(set) var isWhole = true

  fileprivate init(statement: SQLiteStatement) { self.statement = statement }

  mutating func add(_ value: Int64) { bind { sqlite3_bind_int64($0, $1, value) } }

  mutating func add(_ value: Int) { add(Int64(value)) }

  mutating func add(_ value: Int64?) {
    if let value { add(value) } else { addNull() }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { octets in
      octets.withMemoryRebound(to: CChar.self) { characters in
        bind { sqlite3_bind_text($0, $1, characters.baseAddress, CInt(characters.count), RecordValues.copied) }
      }
    }
  }

  mutating func add(_ octets: [UInt8]) { octets.withUnsafeBytes { add($0) } }

  mutating func add(_ octets: [UInt8]?) {
    if let octets { add(octets) } else { addNull() }
  }

  mutating func add(_ id: UniqueID) { id.withOctets { add($0) } }

  mutating func add(_ id: UniqueID?) {
    if let id { add(id) } else { addNull() }
  }

  private mutating func addNull() { bind { sqlite3_bind_null($0, $1) } }

  private mutating func add(_ octets: UnsafeRawBufferPointer) {
    bind { statement, index in
      // A pointer to nothing would be taken for NULL.
      octets.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : sqlite3_bind_blob64(statement, index, octets.baseAddress, UInt64(octets.count), RecordValues.copied)
    }
  }

  private mutating func bind(_ body: (SQLiteStatement, CInt) -> CInt) {
    index += 1
    if body(statement, index) != SQLITE_OK { isWhole = false }
  }
}
