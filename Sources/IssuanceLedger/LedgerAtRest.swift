import Glibc
import GRDB

/// Opens the file of a ledger so that reading it changes nothing.
///
/// SQLite's write-ahead log needs two files beside the ledger while anybody reads it. A reader that may not write
/// leaves them behind, and one that cannot make them cannot read. So: where the folder can be written, a connection
/// that may write, and does not, is closed last, which removes the files; where it cannot be written and the files are
/// not there, SQLite is told that the ledger does not change.
enum LedgerAtRest {
  /// What reads, and what has to be closed after it.
  static func open(_ path: String) throws -> (pool: DatabasePool, keeper: DatabaseQueue?) {
    var configuration = Ledger.configuration
    configuration.readonly = true
    let log = logSize(path)
    guard isWritable(path) else {
      let address = log == nil ? immutableAddress(of: path) : path
      return (try DatabasePool(path: address, configuration: configuration), nil)
    }
    // A log with something in it is not ours to empty: of a run that is under way, or that was ended from outside.
    if let log, log > 0 { return (try DatabasePool(path: path, configuration: configuration), nil) }
    let keeper = try DatabaseQueue(path: path, configuration: Ledger.configuration)
    // The first look at the tables makes the two files.
    _ = try keeper.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
    return (try DatabasePool(path: path, configuration: configuration), keeper)
  }

  /// The size of the write-ahead log; nil where there is none.
  private static func logSize(_ path: String) -> Int? {
    var status = stat()
    return stat(path + "-wal", &status) == 0 ? Int(status.st_size) : nil
  }

  private static func isWritable(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    return [folder, path].allSatisfy { (place: String) in faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) == 0 }
  }

  /// The path as SQLite's URI, in which some characters mean something.
  private static func immutableAddress(of path: String) -> String {
    let octets = path.utf8.map { octet in
      let isPlain =
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= octet || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= octet
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= octet || "/._-".utf8.contains(octet)
      return isPlain ? String(UnicodeScalar(octet)) : "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }
    return "file:\(octets.joined())?immutable=1"
  }
}
