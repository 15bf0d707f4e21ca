import ArgumentParser
import Foundation
import PKIModel

/// Measures certmill beside the limit that OpenSSL sets on the same machine in the same minutes.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certmill-bench",
    abstract: "Measure certmill beside the limit that OpenSSL sets on the same machine in the same minutes.",
    subcommands: [
      GoalsCommand.self, IssueCommand.self, OverheadCommand.self, CorpusCommand.self, VerifyCommand.self,
    ],
    defaultSubcommand: GoalsCommand.self)
}

/// Why a measurement is worth nothing.
struct BenchProblem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension KeyAlgorithm: ExpressibleByArgument {}

/// Prints a line at once, also into a file or a pipe: a work takes a while.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
