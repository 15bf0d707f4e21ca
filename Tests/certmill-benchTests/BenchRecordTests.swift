import TestSupport
import Testing

@testable import certmill_bench

@Suite("The history of the benchmark")
struct BenchRecordTests {
  private let share = Figure(name: "share", title: "share of the limit", unit: .share, goal: .atLeast(0.9))
  private let memory = Figure(name: "memory", title: "peak memory", unit: .megabytes, goal: .atMost(100))

  private func record(
    _ rows: [(Figure, [Double])], cores: Int = 2, scale: String = "standard"
  ) throws -> BenchRecord {
    BenchRecord(
      date: "2026-01-31T00:00:00Z", commit: "0123456789ab",
      machine: Machine(cores: cores, processor: "a processor", cryptography: "OpenSSL 3"), scale: scale,
      rows: try rows.map { BenchRecord.Row(figure: $0.0.name, spread: try #require(Spread($0.1))) })
  }

  private func spreads(of record: BenchRecord) -> [String: Spread] {
    Dictionary(uniqueKeysWithValues: record.rows.map { ($0.figure, $0.spread) })
  }

  @Test("a figure is worse when it lost more than the wider of both spreads")
  func regressions() throws {
    let before = spreads(of: try record([(share, [0.90, 0.91, 0.92]), (memory, [80, 81, 82])]))
    func worse(_ shares: [Double], _ sizes: [Double]) throws -> [String] {
      try record([(share, shares), (memory, sizes)]).regressions(since: before, among: [share, memory])
        .map(\.figure.name)
    }
    #expect(try worse([0.91], [81]) == [])
    #expect(try worse([0.895], [82.9]) == [])
    #expect(try worse([0.88], [81]) == ["share"])
    #expect(try worse([0.99], [84]) == ["memory"])
    #expect(try worse([0.80, 0.88, 0.95], [81]) == [])
    #expect(try record([(share, [0.1])]).regressions(since: [:], among: [share]).isEmpty)
  }

  @Test("says what was before and what is now")
  func text() throws {
    let before = spreads(of: try record([(share, [0.91])]))
    let worse = try record([(share, [0.5])]).regressions(since: before, among: [share])
    #expect(worse.map(\.text) == ["worse: share of the limit: 0.910 before, 0.500 now"])
  }

  @Test("keeps a line for each record, and finds the newest spread of each figure on the same machine and scale")
  func file() throws {
    let folder = try TemporaryFolder()
    let history = BenchHistory(path: folder.file("history.jsonl"))
    let machine = try record([]).machine
    #expect(try history.spreads(on: machine, scale: "standard").isEmpty)
    try history.append(record([(share, [0.7]), (memory, [50])]))
    try history.append(record([(share, [0.8])]))
    try history.append(record([(share, [0.1])], cores: 64))
    try history.append(record([(share, [0.2])], scale: "full"))
    #expect(
      try history.spreads(on: machine, scale: "standard") == ["share": Spread([0.8]), "memory": Spread([50])])
    #expect(folder.contents("history.jsonl")?.filter { $0 == 0x0A }.count == 4)
  }
}
