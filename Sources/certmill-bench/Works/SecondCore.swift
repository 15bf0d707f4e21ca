import PKIModel

extension Work {
  /// Issuing on two cores beside issuing on one before and after, with as many lanes as cores; and what the second core
  /// brings in the same moment to the limit, and to two programs that share nothing: virtual cores may share a real one.
  ///
  /// The goal of 1.9 is for two whole cores, of which the limit gets twice as much: 0.95 of that.
  static let secondCore = Work(
    name: "second-core",
    figures: [
      Figure(name: "second-core", title: "two cores beside one", unit: .times, goal: .atLeast(1.9)),
      Figure(name: "second-core-limit", title: "the same: the limit itself", unit: .times, goal: nil),
      Figure(name: "second-core-apart", title: "the same: two programs, a core each", unit: .times, goal: nil),
      Figure(
        name: "second-core-share", title: "two cores beside one: share of the limit's", unit: .share,
        goal: .atLeast(0.95)),
    ], rounds: 7
  ) { workshop in
    let count = workshop.scale.requests(.p256)
    let before = try workshop.issue(.p256, count, lanes: 1, cores: 0..<1).rate
    let two = try workshop.issue(.p256, count, lanes: 2, cores: 0..<2).rate
    let apart = try workshop.issueApart(.p256, count, programs: 2)
    let after = try workshop.issue(.p256, count, lanes: 1, cores: 0..<1).rate
    let one = (before + after) / 2
    let gainOfLimit = try workshop.limit(.p256, lanes: 2) / workshop.limit(.p256, lanes: 1)
    return [two / one, gainOfLimit, apart / one, two / one / gainOfLimit]
  }
}
