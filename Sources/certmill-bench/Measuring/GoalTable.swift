/// The table of goals, printed line by line as the works are done.
enum GoalTable {
  private static let widths = [16, 50, 14, 14]

  static let header = line(["work", "what is measured", "goal", "median"], "[spread]", "met")

  static func line(_ work: Work, _ row: MeasuredRow) -> String {
    let unit = row.figure.unit
    return line(
      [work.name, row.figure.title, row.figure.goal.map(unit.text) ?? "", unit.text(row.spread.median)],
      "[\(unit.text(row.spread.lowest)) .. \(unit.text(row.spread.highest))]",
      row.isMet.map { $0 ? "yes" : "NO" } ?? "")
  }

  static func line(_ work: Work, skipped: WorkUnavailable) -> String { "\(work.name): skipped, \(skipped.reason)" }

  private static func line(_ cells: [String], _ spread: String, _ met: String) -> String {
    let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }
    return padded.joined() + met + String(repeating: " ", count: 5 - met.count) + spread
  }
}
