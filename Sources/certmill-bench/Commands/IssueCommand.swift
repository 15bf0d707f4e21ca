import ArgumentParser
import Foundation
import PKIModel

/// Looks closely at issuing: rates, processor time, what is written, and memory for some numbers of lanes.
struct IssueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue", abstract: "Issue certificates on some numbers of lanes: rates, processor time, disk, memory.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Requests in the manifest.")
  var requests = 20_000

  @Option(help: "The CA key's algorithm: \(KeyAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")).")
  var algorithm = KeyAlgorithm.p256

  @Option(help: "Rounds; medians are printed.")
  var rounds = 5

  @Option(help: "Lane counts to measure, separated by commas; 0 means all cores.")
  var lanes = "1,0"

  func run() throws {
    try options.withWorkshop(.uniform(requests)) { workshop in
      say("requests \(requests), CA key \(algorithm.rawValue), \(workshop.cores) cores, rounds \(rounds)")
      say(options.machine.cryptography)
      say(IssueTable.header)
      for count in lanes.split(separator: ",").compactMap({ Int($0) }).map({ $0 == 0 ? workshop.cores : $0 }) {
        let measured = try (0..<max(1, rounds)).map { _ in
          let limit = try workshop.limit(algorithm, lanes: count)
          let (run, rate) = try workshop.issue(algorithm, requests, lanes: count)
          return IssueRound(limit: limit, rate: rate, run: run, requests: requests)
        }
        say(IssueTable.line(lanes: count, measured))
      }
    }
    say("each certificate of each run was verified with the CA's key")
  }
}

/// One round: the limit, and the run that followed it.
private struct IssueRound {
  /// Pairs of one verification and one signature, a second.
  let limit: Double
  let rate: Double
  let run: MeasuredRun
  let requests: Int
}

/// The lines that are printed.
private enum IssueTable {
  static let header =
    "lanes  certs/s  [min..max]        limit/s  share of limit  [min..max]      cpu us/cert  cores  KB/cert  peak MB"

  static func line(lanes: Int, _ rounds: [IssueRound]) -> String {
    guard let rate = Spread(rounds.map(\.rate)), let share = Spread(rounds.map { $0.rate / $0.limit * 100 }),
      let limit = Spread(rounds.map(\.limit)),
      let processor = Spread(rounds.map { $0.run.processorSeconds * 1e6 / Double($0.requests) }),
      let cores = Spread(rounds.map { $0.run.processorSeconds / $0.run.seconds }),
      let written = Spread(rounds.map { Double($0.run.writtenOctets) / 1e3 / Double($0.requests) }),
      let peak = Spread(rounds.map { Double($0.run.peakOctets) / 1e6 })
    else { return "" }
    return String(
      format: "%5d  %7.0f  [%6.0f..%6.0f]  %7.0f  %13.1f%%  [%5.1f..%5.1f]  %11.1f  %5.2f  %7.1f  %7.1f", lanes,
      rate.median, rate.lowest, rate.highest, limit.median, share.median, share.lowest, share.highest,
      processor.median, cores.median, written.median, peak.median)
  }
}
