/// One kind of work that is measured.
struct Work: Sendable {
  /// What it is called on the command line.
  let name: String
  /// What it shows, in the order of the values of a round.
  let figures: [Figure]
  /// Rounds unless the user chooses.
  let rounds: Int
  /// Measures once, each comparison against something that is measured in the same moment; one value a figure.
  ///
  /// - Throws: `WorkUnavailable` where this machine cannot do it.
  let measure: @Sendable (Workshop) throws -> [Double]

  /// The works in the order in which they are measured.
  ///
  /// Those that share a finished batch stand together, and the one that makes many files comes first: ext4 gives out no
  /// place of a file that was removed in the last minutes, and looks at all such places for each new file. The homes
  /// that other works remove are enough to be felt.
  static let all: [Work] =
    [files] + [IssuingGoal.p256, .rsa2048, .p384, .rsa4096, .ed25519].map(issuing)
    + [secondCore, checking, starting, bulk, rerunning, revoking, listing]
}

/// Why a work is left out on this machine.
struct WorkUnavailable: Error {
  let reason: String
}

/// A figure with what was measured.
struct MeasuredRow {
  let figure: Figure
  let spread: Spread

  /// Nil without a goal.
  var isMet: Bool? { figure.goal?.isMet(by: spread.median) }
}

/// Does works round by round.
struct WorkRunner {
  let workshop: Workshop
  /// Rounds instead of each work's own.
  let rounds: Int?

  /// What a work shows.
  func rows(of work: Work) throws -> [MeasuredRow] {
    let values = try (0..<max(1, rounds ?? work.rounds)).map { _ in try work.measure(workshop) }
    return try work.figures.enumerated().map { index, figure in
      guard let spread = Spread(values.map { $0[index] }) else { throw BenchProblem("\(work.name) was not measured") }
      return MeasuredRow(figure: figure, spread: spread)
    }
  }
}
