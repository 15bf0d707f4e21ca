extension Work {
  /// The finished large batch run again, when nothing is left to do, beside issuing it.
  static let rerunning = Work(
    name: "rerun",
    figures: [
      Figure(name: "rerun", title: "finished batch again: faster than issuing", unit: .times, goal: .atLeast(10))
    ], rounds: 3
  ) { workshop in
    let batch = try workshop.finishedBatch()
    return [batch.issuing.seconds / (try batch.runAgain().seconds)]
  }
}
