import Foundation
import TestSupport

/// The built program, run as a user would run it.
enum Program {
  /// Its path: it lies beside the tests' own executable.
  static let path = folder + "/certmill"

  private static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// A file of the package.
  static func packaged(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../" + name
  }

  static func run(_ arguments: [String], input: [UInt8] = []) throws -> Command.Result {
    try Command.run(path, arguments, input: input)
  }

  /// Runs the program and sends it a signal, once, after some seconds, unless it has ended by then.
  static func run(_ arguments: [String], signal: String, after seconds: Double) throws -> Command.Result {
    try Command.run("timeout", ["--foreground", "--preserve-status", "-s", signal, String(seconds), path] + arguments)
  }
}
