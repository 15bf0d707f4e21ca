import ArgumentParser
import Foundation
import PKIModel

/// Measures what a run costs beyond OpenSSL's operations: the numbers that `certmill estimate` is built on.
struct OverheadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overhead",
    abstract: "Measure the numbers of Sources/BatchProcessing/Estimating/MeasuredOverhead.swift.",
    discussion: "It takes two cores or more, with nothing else to do.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Requests of a run.")
  var requests = 100_000

  func run() throws {
    // What is beyond OpenSSL's operations shows only where they are all that lanes have besides.
    try options.withWorkshop(.uniform(requests), multiBuffer: false) { workshop in
      guard workshop.cores > 1 else {
        throw BenchProblem("one core is not enough to tell lanes from the ledger's thread")
      }
      let overhead = try Overhead(measuring: requests, in: workshop)
      for line in overhead.lines { say(line) }
    }
  }
}

private struct Overhead {
  var lines: [String] = []

  init(measuring count: Int, in workshop: Workshop) throws {
    let cores = Double(workshop.cores)
    let pair = 1 / (try workshop.limit(.p256, lanes: 1))
    let pairOnAll = 1 / (try workshop.limit(.p256, lanes: workshop.cores))
    let start = try workshop.issue(.p256, 1, lanes: workshop.cores).run.seconds
    let one = try workshop.issue(.p256, count, lanes: 1).run
    let all = try workshop.issue(.p256, count, lanes: workshop.cores).run
    let eachOnOne = (one.seconds - start) / Double(count)
    let eachOnAll = (all.seconds - start) / Double(count)
    let lane = (eachOnOne - pair) / pair
    let order = (eachOnAll - pairOnAll) * cores / pair - lane
    lines += [
      "lanePairs \(Overhead.text(lane))", "orderPairs \(Overhead.text(order))", "startSeconds \(Overhead.text(start))",
    ]
    let files = try Overhead.files(max(1, count / 10), in: workshop)
    lines.append(
      "folderPairs \(Overhead.text(((files - start) / Double(max(1, count / 10)) - eachOnAll) * cores / pair))")
    let perLane = max(0, all.peakAnonymousOctets - one.peakAnonymousOctets) / (workshop.cores - 1)
    lines += [
      "memoryOctets \(one.peakAnonymousOctets - perLane)", "memoryOctetsPerLane \(perLane)",
    ]
    for algorithm in [KeyAlgorithm.p256, .rsa4096] {
      lines.append(try Overhead.disk(min(count, 10_000), algorithm, in: workshop))
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.2f", value) }

  /// The seconds of a run that writes a folder for each certificate.
  private static func files(_ count: Int, in workshop: Workshop) throws -> Double {
    try workshop.site(.p256).mill().run(workshop.manifest(count), lanes: workshop.cores, bundles: "files").seconds
  }

  /// Octets on disk for each certificate.
  private static func disk(_ count: Int, _ algorithm: KeyAlgorithm, in workshop: Workshop) throws -> String {
    let mill = try workshop.site(algorithm).mill()
    _ = try mill.run(workshop.manifest(count), lanes: workshop.cores)
    let sizes = try [
      "home/ledger.sqlite", "out/results.jsonl", "out/bundles/certificates.pem", "out/bundles/index.jsonl",
    ].map { name in
      let size = try FileManager.default.attributesOfItem(atPath: mill.path(name))[.size] as? Int ?? 0
      return "\(name) \(size / count)"
    }
    return "octets for each certificate, CA key \(algorithm.rawValue): " + sizes.joined(separator: ", ")
  }
}
