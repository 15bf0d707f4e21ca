extension Work {
  /// Revocations of the large batch, by the operation for many and by a request for each: from the first request to the
  /// last one in the ledger, before the CRL is made.
  static let revoking = Work(
    name: "revoke",
    figures: [
      Figure(name: "revoke-bulk", title: "revocations to the ledger, bulkRevoke", unit: .perSecond, goal: goal),
      Figure(name: "revoke", title: "revocations to the ledger, a request each", unit: .perSecond, goal: goal),
    ], rounds: 3
  ) { workshop in
    let wanted = workshop.scale.revocations
    let batch = try workshop.finishedBatch(standing: 2 * wanted)
    return try [1000, 1].map { together in
      let (run, count) = try batch.revoke(wanted, together: together)
      return Double(count) / (try run.moment(of: "requests are done") - run.moment(of: "run begins"))
    }
  }

  private static let goal = Goal.atLeast(100_000)
}
