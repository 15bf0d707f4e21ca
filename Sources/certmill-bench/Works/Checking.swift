import PKIModel

extension Work {
  /// `check` beside verifying alone.
  static let checking = Work(
    name: "check",
    figures: [
      Figure(name: "check", title: "check: share of the limit of verifying", unit: .share, goal: .atLeast(0.95))
    ], rounds: 5
  ) { workshop in
    let count = workshop.scale.requests(.p256)
    let manifest = try workshop.manifest(count)
    let mill = try workshop.site(.p256).mill()
    let arguments =
      ["check", manifest, "--home", mill.home, "--lanes", "\(workshop.cores)", "--progress", "none"] + workshop.options
    let share = try workshop.share(of: nil) {
      Double(count) / (try MeasuredRun(workshop.program, arguments).seconds)
    }
    try mill.remove()
    return [share]
  }
}
