import ArgumentParser
import Foundation
import PKIModel

/// Measures certmill beside the limit that OpenSSL sets on the same machine in the same minutes.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certmill-bench",
    abstract: "Issue certificates for many requests and compare with verifying and signing alone.",
    discussion: """
      Each round measures the limit right before the run, so that a busy machine slows both. The output of every run is
      checked: each certificate must verify.
      """)

  @Option(help: "Requests in the manifest.")
  var requests = 10_000

  @Option(help: "The CA key's algorithm: \(KeyAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")).")
  var algorithm = KeyAlgorithm.p256

  @Option(help: "Rounds; medians are printed.")
  var rounds = 5

  @Option(help: "Lane counts to measure, separated by commas; 0 means all cores.")
  var lanes = "1,0"

  @Option(help: "How certificates are written: files or bulk.")
  var bundles = "bulk"

  @Option(help: "The program to measure.")
  var program = ".build/release/certmill"

  @Option(help: "Where the manifest, home and outputs go; removed afterwards.")
  var folder = FileManager.default.temporaryDirectory.appendingPathComponent("certmill-bench-\(getpid())").path

  func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let site = try BenchSite(folder: folder, program: program, algorithm: algorithm)
    let manifest = try RequestFactory().writeManifest(count: requests, to: folder)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    print("requests \(requests), CA key \(algorithm.rawValue), bundles \(bundles), \(cores) cores, rounds \(rounds)")
    print(BenchTable.header)
    for count in lanes.split(separator: ",").compactMap({ Int($0) }).map({ $0 == 0 ? cores : $0 }) {
      var rows: [BenchRound] = []
      for _ in 0..<rounds {
        let limit = try RawLimit(algorithm: algorithm).operationsPerSecond(threads: count)
        let run = try site.run(manifest: manifest, lanes: count, bundles: bundles, requestCount: requests)
        rows.append(BenchRound(limit: limit, run: run, requests: requests))
      }
      print(BenchTable.line(lanes: count, rows))
    }
    print("each certificate of each run was verified with the CA's key")
  }
}

extension KeyAlgorithm: ExpressibleByArgument {}
