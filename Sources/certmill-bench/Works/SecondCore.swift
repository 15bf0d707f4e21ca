import PKIModel

extension Work {
  /// Issuing on two cores beside issuing on one, with as many lanes as cores; and what the second core brings in the same
  /// moment to two programs that share nothing, and to the limit: virtual cores may share a real one.
  static let secondCore = Work(
    name: "second-core",
    figures: [
      Figure(name: "second-core", title: "two cores beside one", unit: .times, goal: .atLeast(1.9)),
      Figure(name: "second-core-apart", title: "the same: two programs, a core each", unit: .times, goal: nil),
      Figure(name: "second-core-limit", title: "the same: the limit itself", unit: .times, goal: nil),
    ], rounds: 5
  ) { workshop in
    let count = workshop.scale.requests(.p256)
    let one = try workshop.issue(.p256, count, lanes: 1, cores: 0..<1)
    let oneOfLimit = try workshop.limit(.p256, lanes: 1)
    let twoOfLimit = try workshop.limit(.p256, lanes: 2)
    let two = try workshop.issue(.p256, count, lanes: 2, cores: 0..<2)
    let apart = try workshop.issueApart(.p256, count, programs: 2)
    return [two.rate / one.rate, apart / one.rate, twoOfLimit / oneOfLimit]
  }
}
