import Dispatch
import PKIModel
import Synchronization

extension Workshop {
  /// Issues certificates on an empty ledger, verifies each one, and removes everything again.
  ///
  /// - Returns: The run, and the certificates a second that it made.
  func issue(
    _ algorithm: KeyAlgorithm, _ count: Int, lanes: Int, cores: Range<Int>? = nil
  ) throws -> (run: MeasuredRun, rate: Double) {
    let manifest = try manifest(count)
    let mill = try site(algorithm).mill()
    let run = try mill.run(manifest, lanes: lanes, cores: cores)
    try OutputCheck(chain: mill.chain).expect(count, inBundle: mill.path("out/bundles/certificates.pem"))
    try mill.remove()
    return (run, Double(count) / run.seconds)
  }

  /// Issues as many certificates in each of some programs at the same time, which share nothing and have a core each.
  ///
  /// - Returns: The certificates a second that they make together.
  func issueApart(_ algorithm: KeyAlgorithm, _ count: Int, programs: Int) throws -> Double {
    let manifest = try manifest(count)
    let mills = try (0..<programs).map { _ in try site(algorithm).mill() }
    let runs = Mutex<[Result<MeasuredRun, any Error>]>([])
    DispatchQueue.concurrentPerform(iterations: programs) { index in
      let run = Result { try mills[index].run(manifest, lanes: 1, cores: index..<index + 1) }
      runs.withLock { $0.append(run) }
    }
    let slowest = try runs.withLock { try $0.map { try $0.get().seconds }.max() } ?? 0
    for mill in mills {
      try OutputCheck(chain: mill.chain).expect(count, inBundle: mill.path("out/bundles/certificates.pem"))
      try mill.remove()
    }
    return Double(programs * count) / slowest
  }
}
