import Foundation

/// What one run of the benchmark found: a line of the history.
struct BenchRecord: Codable, Equatable {
  struct Row: Codable, Equatable {
    let figure: String
    let spread: Spread
  }

  let date: String
  /// The version of the sources, as git names it.
  let commit: String
  let machine: Machine
  /// The name of the sizes that were measured; only equal sizes are compared.
  let scale: String
  let rows: [Row]

  /// A regression: a figure that is worse than it was, by more than the spread.
  struct Regression {
    let figure: Figure
    let before: Spread
    let now: Spread

    var text: String {
      "worse: \(figure.title): \(figure.unit.text(before.median)) before, \(figure.unit.text(now.median)) now"
    }
  }

  /// Figures whose median lost more than the wider of both spreads.
  ///
  /// - Parameter before: The spreads of earlier records, by figure.
  func regressions(since before: [String: Spread], among figures: [Figure]) -> [Regression] {
    figures.compactMap { figure in
      guard let goal = figure.goal, let now = rows.first(where: { $0.figure == figure.name })?.spread,
        let old = before[figure.name]
      else { return nil }
      let loss = goal.loss(from: old.median, to: now.median)
      return loss > max(old.width, now.width) ? Regression(figure: figure, before: old, now: now) : nil
    }
  }
}

/// The history of the benchmark: a file with one JSON object a line, the newest last.
struct BenchHistory {
  let path: String

  /// The newest spread of each figure on a machine at a scale; a record may hold some of the works only.
  func spreads(on machine: Machine, scale: String) throws -> [String: Spread] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    var spreads: [String: Spread] = [:]
    for line in try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A) {
      let record = try JSONDecoder().decode(BenchRecord.self, from: line)
      guard record.machine == machine, record.scale == scale else { continue }
      for row in record.rows { spreads[row.figure] = row.spread }
    }
    return spreads
  }

  /// Adds a record behind the others.
  func append(_ record: BenchRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = try encoder.encode(record) + [0x0A]
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    guard descriptor >= 0 else { throw BenchProblem("cannot write \(path)") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: line)
  }
}
