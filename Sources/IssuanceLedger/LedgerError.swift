import GRDB

/// Why the ledger cannot be used.
package enum LedgerError: Error, Hashable, Sendable {
  /// Another run writes to it.
  case locked
  /// There is none at this path.
  case missing(path: String)
  /// The file is something else.
  case foreign(path: String)
  /// Written by a later version of certmill.
  case newer(path: String)
  /// Written by an earlier version of certmill, and not brought to this version's tables yet.
  case older(path: String)
  /// SQLite or a check found it inconsistent.
  case damaged(String)
  /// The disk is full, a permission is missing, or the like; the state is as before.
  case io(String)

  /// One line for people, with what to do.
  package var text: String {
    switch self {
    case .locked: "another run works on this home; wait for it to finish"
    case .missing(let path): "\(path): no ledger; make a home with `certmill init`"
    case .foreign(let path): "\(path): not a ledger of certmill"
    case .newer(let path): "\(path): written by a later version of certmill; use that one"
    case .older(let path): "\(path): written by an earlier version; `certmill resume` brings it to this one"
    case .damaged(let problem): "the ledger is damaged (\(problem)); stop, and restore it from a backup"
    case .io(let problem): "the ledger cannot be written or read (\(problem)); mend that and run again"
    }
  }

  /// Runs something on the database and gives its errors our names.
  static func translating<Result>(_ body: () throws -> Result) throws(LedgerError) -> Result {
    do {
      return try body()
    } catch let error as LedgerError {
      throw error
    } catch let error as DatabaseError {
      throw LedgerError(error)
    } catch {
      throw .io("\(error)")
    }
  }

  /// The same for something that may throw errors which are none of the ledger's; those stay what they are.
  static func translatingOurs<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerError(error)
    }
  }

  private init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(error.message ?? "corrupt")
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    default: self = .io("\(error)")
    }
  }
}
