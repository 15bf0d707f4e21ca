import ArgumentParser
import Foundation

/// Measures every work that has a goal, and says which goals are met.
struct GoalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals", abstract: "Measure each work that has a goal, beside what limits it; the default.",
    discussion: """
      Each round measures a work and what it is compared with in the same moment, so that a busy machine slows both.
      The output of every run is checked: each certificate and each CRL verifies, and none is missing.

      Works: \(Work.all.map(\.name).joined(separator: ", ")).
      """)

  @OptionGroup var options: BenchOptions

  @Flag(help: "Measure at the sizes that the goals name, 1 million requests among them; needs 20 GB of disk.")
  var full = false

  @Option(help: "One size for all works, to try the benchmark itself.")
  var requests: Int?

  @Option(help: "Rounds of each work instead of its own number.")
  var rounds: Int?

  @Option(help: "Works to measure, separated by commas; all without it.")
  var only: String?

  @Flag(help: "Add the results to the history, and say what became worse since the last time on such a machine.")
  var record = false

  @Option(help: "The history.")
  var history = "docs/bench-history.jsonl"

  func validate() throws {
    guard !full || requests == nil else { throw ValidationError("give --full or --requests, not both") }
    guard requests ?? 1 > 0, rounds ?? 1 > 0 else { throw ValidationError("--requests and --rounds are 1 or more") }
    let unknown = names.subtracting(Work.all.map(\.name))
    guard unknown.isEmpty else { throw ValidationError("there is no work \(unknown.sorted().joined(separator: ", "))") }
  }

  func run() throws {
    let scale = requests.map(Scale.uniform) ?? (full ? .full : .standard)
    let works = Work.all.filter { names.isEmpty || names.contains($0.name) }
    let machine = options.machine
    say("\(machine.cores) cores, \(machine.processor), \(machine.cryptography), scale \(scale.name)")
    say(GoalTable.header)
    let rows = try options.withWorkshop(scale) { try measure(works, in: $0) }
    let verdicts = rows.compactMap(\.isMet)
    say(
      "\(verdicts.count { $0 }) of \(verdicts.count) goals are met; every certificate and CRL of every run was verified"
    )
    if record { try add(rows, machine, scale) }
  }

  private var names: Set<String> { Set((only ?? "").split(separator: ",").map(String.init)) }

  private func measure(_ works: [Work], in workshop: Workshop) throws -> [MeasuredRow] {
    let runner = WorkRunner(workshop: workshop, rounds: rounds)
    var all: [MeasuredRow] = []
    for work in works {
      do {
        let rows = try runner.rows(of: work)
        for row in rows { say(GoalTable.line(work, row)) }
        all += rows
      } catch let unavailable as WorkUnavailable {
        say(GoalTable.line(work, skipped: unavailable))
      }
    }
    return all
  }

  private func add(_ rows: [MeasuredRow], _ machine: Machine, _ scale: Scale) throws {
    let record = BenchRecord(
      date: Date.now.formatted(.iso8601), commit: try SourceVersion.current(), machine: machine, scale: scale.name,
      rows: rows.map { BenchRecord.Row(figure: $0.figure.name, spread: $0.spread.rounded) })
    let file = BenchHistory(path: history)
    let before = try file.spreads(on: machine, scale: scale.name)
    for regression in record.regressions(since: before, among: rows.map(\.figure)) { say(regression.text) }
    try file.append(record)
    say("recorded in \(history)")
  }
}
