import ArgumentParser
import Foundation
import OpenSSLBackend

/// What is measured, and where.
struct BenchOptions: ParsableArguments {
  @Option(help: "The program to measure.")
  var program = ".build/release/certmill"

  @Option(
    help: """
      A folder for manifests, homes and outputs, on a disk: in memory, flushing costs nothing. What is put there is \
      removed afterwards.
      """)
  var folder = FileManager.default.temporaryDirectory.path

  @Flag(
    inversion: .prefixedNo,
    help: "Let certmill verify and sign eight at a time; without the flag, where crypto_mb is there.")
  var multiBuffer: Bool?

  /// Where it is asked for and not there, certmill itself says so.
  var usesMultiBuffer: Bool { multiBuffer ?? ((try? MultiBufferLibrary()) != nil) }

  /// The machine, as certmill uses it.
  var machine: Machine { usesMultiBuffer ? Machine.this.withMultiBuffer : Machine.this }

  /// Measures in a folder of its own, which is removed afterwards.
  ///
  /// - Parameter multiBuffer: Whether certmill verifies and signs eight at a time; as the options say without it.
  func withWorkshop<Result>(
    _ scale: Scale, multiBuffer: Bool? = nil, _ body: (Workshop) throws -> Result
  ) throws -> Result {
    let own = "\(folder)/certmill-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: own) }
    return try body(
      Workshop(
        folder: own, program: program, options: multiBuffer ?? usesMultiBuffer ? ["--multi-buffer"] : [],
        scale: scale))
  }
}
