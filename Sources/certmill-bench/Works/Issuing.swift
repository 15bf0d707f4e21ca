import PKIModel

/// What issuing with one kind of authority key is to reach.
struct IssuingGoal {
  let algorithm: KeyAlgorithm
  let share: Double

  static let p256 = IssuingGoal(algorithm: .p256, share: 0.85)
  static let rsa2048 = IssuingGoal(algorithm: .rsa2048, share: 0.95)
  static let p384 = IssuingGoal(algorithm: .p384, share: 0.9)
  static let rsa4096 = IssuingGoal(algorithm: .rsa4096, share: 0.9)
  static let ed25519 = IssuingGoal(algorithm: .ed25519, share: 0.9)
}

extension Work {
  /// Issuing for P-256 requests on all cores, ledger and files included, beside verifying and signing alone.
  static func issuing(_ goal: IssuingGoal) -> Work {
    let name = "issue-\(goal.algorithm.rawValue)"
    let figure = Figure(
      name: name, title: "\(goal.algorithm.rawValue) CA, all cores: share of the limit", unit: .share,
      goal: .atLeast(goal.share))
    return Work(name: name, figures: [figure], rounds: 5) { workshop in
      let count = workshop.scale.requests(goal.algorithm)
      let share = try workshop.share(of: goal.algorithm) {
        try workshop.issue(goal.algorithm, count, lanes: workshop.cores).rate
      }
      return [share]
    }
  }
}
