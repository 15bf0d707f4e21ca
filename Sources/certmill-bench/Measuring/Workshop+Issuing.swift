import PKIModel

extension Workshop {
  /// Issues certificates on an empty ledger, verifies each one, and removes everything again.
  ///
  /// - Returns: The run, and the certificates a second that it made.
  func issue(
    _ algorithm: KeyAlgorithm, _ count: Int, lanes: Int, cores: Int? = nil
  ) throws -> (run: MeasuredRun, rate: Double) {
    let manifest = try manifest(count)
    let mill = try site(algorithm).mill()
    let run = try mill.run(manifest, lanes: lanes, cores: cores)
    try OutputCheck(chain: mill.chain).expect(count, inBundle: mill.path("out/bundles/certificates.pem"))
    try mill.remove()
    return (run, Double(count) / run.seconds)
  }
}
