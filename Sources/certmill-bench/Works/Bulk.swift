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
    return [share, Double(run.peakAnonymousOctets) / 1e6, try slowdown(run, count)]
  }

  /// The time from half of the signatures on record to the last result, beside the time to that half.
  private static func slowdown(_ run: MeasuredRun, _ count: Int) throws -> Double {
    let (begin, end) = (try run.moment(of: "run begins"), try run.moment(of: "requests are done"))
    var signatures = 0
    for (moment, line) in run.said {
      guard let recorded = line.firstMatch(of: /signatures=(\d+)/).flatMap({ Int($0.1) }) else { continue }
      signatures += recorded
      if signatures * 2 >= count { return (end - moment) / (moment - begin) }
    }
    throw BenchProblem("the program did not say when half of the signatures were on record")
  }
}
