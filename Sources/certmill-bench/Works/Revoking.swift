extension Work {
  /// Revocations of the large batch: from the first request to the last one in the ledger, before the CRL is made.
  static let revoking = Work(
    name: "revoke",
    figures: [
      Figure(name: "revoke", title: "revocations to the ledger", unit: .perSecond, goal: .atLeast(100_000))
    ], rounds: 3
  ) { workshop in
    let wanted = workshop.scale.revocations
    let (run, count) = try workshop.finishedBatch(standing: wanted).revoke(wanted)
    return [Double(count) / (try run.moment(of: "requests are done") - run.moment(of: "run begins"))]
  }
}
