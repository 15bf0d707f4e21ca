import Diagnostics
import DocumentModel
import FilePublishing

/// The lines of a results file, each in one line of a table, and their sum.
enum ResultsListing {
  /// Hands over the table; a line that is not a result ends it with a problem.
  static func describe(path: String, write: (String) throws -> Void) throws {
    let limits = DocumentLimits()
    let lines = try LineReader(path, longest: limits.recordOctets)
    try write(head)
    // Outcomes that certmill does not know are counted together: a file could hold any number of them.
    var counts: [Outcome?: Int] = [:]
    while let line = try lines.next() {
      guard let result = ResultSummary(line, limits: limits) else {
        throw RunProblem(.unreadableInput, "\(path): line \(lines.number) is not a result; the file may be cut off")
      }
      counts[Outcome(rawValue: result.outcome), default: 0] += 1
      try write(result.row)
    }
    try write(sum(counts))
  }

  private static var head: String {
    var sheet = Sheet()
    sheet.heading("Results")
    sheet.row(RequestTable.cells("id", "operation", ("outcome", "subject or code")))
    return sheet.text
  }

  private static func sum(_ counts: [Outcome?: Int]) -> String {
    var sheet = Sheet()
    let total = counts.values.reduce(0, +)
    let names = Outcome.allCases.map { ($0, $0.rawValue) } + [(nil, "others")]
    let parts = names.compactMap { outcome, name in counts[outcome].map { "\(name) \($0)" } }
    sheet.field("Requests", total == 0 ? "0" : "\(total) (\(parts.joined(separator: ", ")))")
    return sheet.text
  }
}

/// What one line of a results file says in short.
struct ResultSummary {
  let id: String
  let operation: String
  let outcome: String
  /// The certificate's subject, or the code of a refusal; empty where there is neither.
  let detail: String

  /// From the line's JSON; nil where that is not a result.
  init?(_ line: [UInt8], limits: DocumentLimits) {
    guard let root = try? JSONReader.document(line, limits: limits).root, let id = root.member("id")?.string,
      let operation = root.member("operation")?.string, let outcome = root.member("outcome")?.string
    else { return nil }
    self.id = id
    self.operation = operation
    self.outcome = outcome
    detail = root.member("code")?.string ?? root.member("subjectDn")?.string ?? ""
  }

  fileprivate var row: String {
    var sheet = Sheet()
    sheet.row(RequestTable.cells(id, operation, (outcome, detail)))
    return sheet.text
  }
}

/// The columns that results and manifests have in common.
enum RequestTable {
  /// The cells of a line with an outcome.
  static func cells(_ id: String, _ operation: String, _ rest: (String, String)) -> [(text: String, width: Int)] {
    cells(id, operation) + [(rest.0, 17), (rest.1, 0)]
  }

  /// The cells that every line begins with.
  static func cells(_ id: String, _ operation: String) -> [(text: String, width: Int)] {
    [(id, 20), (operation, 24)]
  }
}
