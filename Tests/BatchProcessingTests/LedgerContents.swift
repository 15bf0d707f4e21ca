import Foundation
import GRDB
import PKIModel
import Testing

@testable import BatchProcessing

/// Every row of every table of a ledger, as lines that people can compare; names stand for the numbers of rows.
///
/// Left out are password hashes, whose salt is random.
struct LedgerContents: Equatable {
  /// What is compared.
  enum Scope {
    case everything
    /// Not how often and when runs came to it: numbers of runs and CRLs.
    case state
  }

  private struct Table {
    let name: String
    /// FROM, with what row numbers stand for.
    let source: String
    /// Columns that say what there is.
    var state: [String] = []
    /// Columns that say how it came to be.
    var history: [String] = []

    init(_ name: String, _ source: String, state: String..., history: String...) {
      self.name = name
      self.source = source
      self.state = state
      self.history = history
    }
  }

  /// Which index has a fingerprint depends on how many came before.
  private static let fingerprints = ["recent", "gathered", "settled"].map { index in
    Table(
      "\(index)_fingerprint", "\(index)_fingerprint f JOIN certificate c ON c.id = f.certificate",
      state: "c.uuid", "prefix")
  }

  private static let tables = fingerprints + others

  private static let others = [
    Table("batch", "batch", state: "name", history: "opened", "runs"),
    Table("run", "run r JOIN batch b ON b.id = r.batch", history: "b.name", "number", "started", "certificates"),
    Table(
      "finished_run", "finished_run f JOIN batch b ON b.id = f.batch",
      history: "b.name", "manifest", "configuration", "output", "requests", "issued", "mark"),
    Table(
      "request", "request r JOIN batch b ON b.id = r.batch",
      state: "b.name", "position", "r.name", "duplicate", "digest", "operation", "outcome", "configuration",
      "certificate", "CAST(detail AS TEXT)", history: "run", "last_run"),
    Table(
      "certificate", "certificate",
      state: "uuid", "state", "authority", "profile", "serial", "tbs", "request"),
    Table("intent", "intent i JOIN certificate c ON c.id = i.certificate", state: "c.uuid"),
    Table(
      "signature", "signature s JOIN certificate c ON c.id = s.certificate",
      state: "c.uuid", "fingerprint", "signature"),
    Table(
      "revocation", "revocation v JOIN certificate c ON c.id = v.certificate JOIN batch b ON b.id = v.batch",
      state: "c.uuid", "v.authority", "v.serial", "reason", "date", "invalidity", "b.name", "v.request",
      history: "v.crl"),
    Table(
      "succession",
      "succession s JOIN certificate n ON n.id = s.successor JOIN certificate o ON o.id = s.predecessor",
      state: "n.uuid", "o.uuid", "kind"),
    Table(
      "custom_attributes", "custom_attributes a JOIN certificate c ON c.id = a.certificate",
      state: "c.uuid", "CAST(members AS TEXT)"),
    Table(
      "submission", "submission",
      state: "uuid", "authority", "profile", "serial", "days", "content", "request", "CAST(attributes AS TEXT)"),
    Table(
      "end_entity", "end_entity",
      state: "profile", "username", "status", "subject", "alt_name", "email", "extensions"),
    Table(
      "enrolment", "enrolment e JOIN certificate c ON c.id = e.certificate", state: "e.profile", "username", "c.uuid"),
    Table(
      "deleted_end_entity", "deleted_end_entity d JOIN batch b ON b.id = d.batch",
      state: "profile", "username", "date", "b.name", "request"),
    Table(
      "crl", "crl", history: "authority", "number", "this_update", "next_update", "entries", "head", "tail", "digest"),
    Table("crl_part", "crl_part", history: "authority", "number", "part", "octets"),
    Table(
      "token_key", "token_key k JOIN batch b ON b.id = k.batch",
      state: "uuid", "profile", "alias", "state", "k.name", "description", "created", "public", "fingerprint", "b.name",
      "request"),
    Table("key_removal", "key_removal", state: "uuid", "profile"),
    Table(
      "location_entry", "location_entry l JOIN certificate c ON c.id = l.certificate",
      state: "location", "alias", "c.uuid", "CAST(attributes AS TEXT)"),
    Table(
      "location_change",
      """
      location_change l JOIN batch b ON b.id = l.batch LEFT JOIN certificate o ON o.id = l.replaced
      LEFT JOIN certificate n ON n.id = l.certificate
      """,
      state: "location", "alias", "o.uuid", "n.uuid", "CAST(attributes AS TEXT)", "b.name", "l.request"),
  ]

  let lines: [String]

  init(of site: BatchSite, _ scope: Scope = .everything) throws {
    let queue = try DatabaseQueue(path: site.home().ledgerPath)
    lines = try queue.read { database in
      let names = try String.fetchSet(
        database,
        sql: """
          SELECT name FROM sqlite_master
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
          """)
      // A table that nobody compares would be a hole.
      try #require(names == Set(LedgerContents.tables.map(\.name)), "\(names)")
      return try LedgerContents.tables.flatMap { try LedgerContents.lines(of: $0, scope, database) }
    }
  }

  private static func lines(of table: Table, _ scope: Scope, _ database: Database) throws -> [String] {
    let columns = table.state + (scope == .everything ? table.history : [])
    guard !columns.isEmpty else { return [] }
    let rows = try Row.fetchAll(
      database, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table.source)")
    let lines = rows.map { row in
      table.name + ": " + row.databaseValues.map(text).joined(separator: " ")
    }
    return (scope == .state ? lines.map(CRLText.meaning) : lines).sorted()
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "-"
    case .blob(let data): Hex.encode(Array(data))
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): text
    }
  }
}

/// Says which line of a ledger differs first.
func expectSame(_ actual: LedgerContents, _ expected: LedgerContents, _ comment: String) {
  guard actual != expected else { return }
  let pair = zip(actual.lines, expected.lines).first { $0.0 != $0.1 }
  Issue.record(
    """
    \(comment): the ledger has \(actual.lines.count) lines instead of \(expected.lines.count)
    \(pair?.0 ?? "")
    \(pair?.1 ?? "")
    """)
}
