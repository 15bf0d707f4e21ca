import PKIModel

extension Work {
  /// The large batch in few large files, and half of it: the second half may take no longer than the first.
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
    let half = try workshop.issue(.p256, max(1, count / 2), lanes: workshop.cores)
    let share = try workshop.share(of: .p256) {
      Double(count) / (try workshop.keep(FinishedBatch(issuing: count, in: workshop)).issuing.seconds)
    }
    let whole = try workshop.finishedBatch().issuing
    return [
      share,
      Double(whole.peakAnonymousOctets) / 1e6,
      (whole.seconds - half.run.seconds) / half.run.seconds,
    ]
  }
}
