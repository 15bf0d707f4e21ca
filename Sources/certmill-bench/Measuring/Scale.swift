import PKIModel

/// How much is measured.
struct Scale: Sendable {
  let name: String
  /// Requests of one run with an authority key of some kind: a few seconds of work for each kind.
  let requests: @Sendable (KeyAlgorithm) -> Int
  /// Requests whose certificates get files of their own.
  let files: Int
  /// Requests of the large batch.
  let bulk: Int
  /// Revocations of one run.
  let revocations: Int

  /// All works together take about twelve minutes on two cores.
  static let standard = Scale(
    name: "standard", requests: { usual($0) }, files: 10_000, bulk: 200_000, revocations: 100_000)

  /// The sizes that the goals name.
  static let full = Scale(
    name: "full", requests: { usual($0) * 4 }, files: 100_000, bulk: 1_000_000, revocations: 100_000)

  /// One number for all, for trying the benchmark itself.
  static func uniform(_ count: Int) -> Scale {
    Scale(name: "\(count)", requests: { _ in count }, files: count, bulk: count, revocations: max(1, count / 2))
  }

  private static func usual(_ algorithm: KeyAlgorithm) -> Int {
    switch algorithm {
    case .p256, .ed25519: 50_000
    case .rsa2048: 20_000
    case .p384: 8000
    case .rsa3072, .p521: 4000
    case .rsa4096: 2000
    }
  }
}
