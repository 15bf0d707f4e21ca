import GRDB

/// A statement about some rows, for each of the numbers of rows that it is compiled for.
struct RowStatements {
  /// As many rows as fit go into the largest statement, the rest into the next, and so on.
  static let sizes = [64, 8, 1]
  /// The most rows that one statement is about.
  static let largest = sizes[0]

  fileprivate let texts: [String]

  /// - Parameter sql: Makes the statement from its rows of parameters, `(?, ?), (?, ?)`.
  init(columns: Int, _ sql: (_ rows: String) -> String) {
    let row = "(\(Array(repeating: "?", count: columns).joined(separator: ", ")))"
    texts = RowStatements.sizes.map { sql(Array(repeating: row, count: $0).joined(separator: ", ")) }
  }
}

/// Writes rows many at a time: each alone has SQLite open the same tables and indexes again.
final class RowWriter<Row> {
  private let database: Database
  private let texts: [String]
  private let bind: (inout RecordValues, Row) -> Void
  /// Compiled when the first rows need them.
  private var statements: [RecordStatement?]

  /// - Parameter bind: Gives the values of a row, in the order of its parameters.
  init(_ database: Database, _ statements: RowStatements, bind: @escaping (inout RecordValues, Row) -> Void) {
    self.database = database
    texts = statements.texts
    self.bind = bind
    self.statements = texts.map { _ in nil }
  }

  /// Whether it has had rows to write.
  var isUsed: Bool { statements.contains { $0 != nil } }

  /// Writes the rows; false, with some of it done, where one of them changed nothing.
  func write(_ rows: some Collection<Row>) throws -> Bool {
    var rest = rows[...]
    for (index, size) in RowStatements.sizes.enumerated() {
      while rest.count >= size {
        let changes = try statement(index).run { values in
          for row in rest.prefix(size) { bind(&values, row) }
        }
        guard changes == size else { return false }
        rest = rest.dropFirst(size)
      }
    }
    return true
  }

  private func statement(_ index: Int) throws -> RecordStatement {
    if let statement = statements[index] { return statement }
    let compiled = try RecordStatement(database, sql: texts[index])
    statements[index] = compiled
    return compiled
  }
}
