import PKIModel

extension Work {
  /// Issuing on two cores beside issuing on one, with as many lanes as cores.
  static let secondCore = Work(
    name: "second-core",
    figures: [
      Figure(name: "second-core", title: "two cores beside one", unit: .times, goal: .atLeast(1.9))
    ], rounds: 5
  ) { workshop in
    let count = workshop.scale.requests(.p256)
    let one = try workshop.issue(.p256, count, lanes: 1, cores: 1)
    let two = try workshop.issue(.p256, count, lanes: 2, cores: 2)
    return [two.rate / one.rate]
  }
}
