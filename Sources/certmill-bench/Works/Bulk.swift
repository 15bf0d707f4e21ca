import PKIModel

extension Work {
  /// The large batch in few large files: its second half may take no longer than its first.
  ///
  /// The goal says "no slower"; a twentieth is what two runs of the same size differ by.
  static let bulk = Work(
    name: "bulk",
    figures: [
      Figure(name: "bulk", title: "large batch: share of the limit", unit: .share, goal: .atLeast(0.85)),
      Figure(
        name: "bulk-memory", title: "large batch: peak memory without mapped files", unit: .megabytes,
        goal: .atMost(256)),
      Figure(
        name: "bulk-linear", title: "large batch: time of second half beside first", unit: .times,
        goal: .atMost(1.05)),
    ], rounds: 3
  ) { workshop in
    let count = workshop.scale.bulk
    let share = try workshop.share(of: .p256) {
      Double(count) / (try workshop.keep(FinishedBatch(issuing: count, in: workshop)).issuing.seconds)
    }
    let run = try workshop.finishedBatch().issuing
    return [share, Double(run.peakAnonymousOctets) / 1e6, try slowdown(run)]
  }

  /// The time that the second half of the signatures took beside that of the first half, from the first transaction with
  /// signatures to the last one.
  private static func slowdown(_ run: MeasuredRun) throws -> Double {
    var count = 0
    let recorded: [(moment: Double, count: Int)] = run.said.compactMap { moment, line in
      guard let more = line.firstMatch(of: /signatures=(\d+)/).flatMap({ Int($0.1) }), more > 0 else { return nil }
      count += more
      return (moment, count)
    }
    guard let first = recorded.first, let last = recorded.last,
      let middle = recorded.first(where: { $0.count * 2 >= first.count + last.count }), middle.moment > first.moment
    else { throw BenchProblem("the batch is too small to have halves") }
    return (last.moment - middle.moment) / (middle.moment - first.moment)
  }
}
