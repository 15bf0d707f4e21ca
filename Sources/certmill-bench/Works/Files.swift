import PKIModel

extension Work {
  /// A PEM file for each certificate.
  ///
  /// Nothing is removed in between; see `Work.all`.
  static let files = Work(
    name: "files",
    figures: [
      Figure(
        name: "pem-files", title: "a file for each certificate: share of the limit", unit: .share, goal: .atLeast(0.5))
    ], rounds: 3
  ) { workshop in
    let count = workshop.scale.files
    let manifest = try workshop.manifest(count)
    let mill = try workshop.site(.p256).mill()
    let share = try workshop.share(of: .p256) {
      Double(count) / (try mill.run(manifest, lanes: workshop.cores, bundles: "pem").seconds)
    }
    try OutputCheck(chain: mill.chain).expect(count, inFolder: mill.path("out/certificates"), named: ".pem")
    return [share]
  }
}
