import ArgumentParser
import BatchProcessing
import Diagnostics
import Foundation
import PKIModel

struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate", abstract: "Say what time, disk and memory runs of some sizes will take on this machine.",
    discussion: """
      Verifying and signing are measured for a moment with fresh keys of the same kinds; no key of the home is opened.
      From \(RunSettings.bulkThreshold) requests on, output means large files, as `run` writes them by itself.

      Example: certmill estimate --home home --requests 50000
      """)

  @Option(help: ArgumentHelp("The home whose authorities sign.", valueName: "folder"))
  var home: String?

  @Option(
    help: """
      A CA key's algorithm instead of a home: \(KeyAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")). May be \
      given more than once.
      """)
  var algorithm: [KeyAlgorithm] = []

  @Option(help: "The algorithm of the requests' keys; p256 and rsa-2048 without it. May be given more than once.")
  var requestKey: [KeyAlgorithm] = []

  @Option(help: "A number of requests; 1000 to 1000000 without it. May be given more than once.")
  var requests: [Int] = []

  @Option(help: "A number of lanes; one and the machine's cores without it. May be given more than once.")
  var lanes: [Int] = []

  @Flag(help: "Write JSON.")
  var json = false

  func validate() throws {
    guard home == nil || algorithm.isEmpty else { throw ValidationError("give --home or --algorithm, not both") }
    guard home != nil || !algorithm.isEmpty else { throw ValidationError("give --home or --algorithm") }
    guard requests.allSatisfy({ (1...1_000_000_000).contains($0) }) else {
      throw ValidationError("--requests is 1 to 1000000000")
    }
    guard lanes.allSatisfy({ (1...256).contains($0) }) else { throw ValidationError("--lanes is 1 to 256") }
  }

  func run() throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var question = SizingEstimate.Question(
      authorityKeys: try home.map { try Home(opening: $0).authorityKeys() } ?? algorithm,
      lanes: lanes.isEmpty ? Set([1, cores]).sorted() : lanes)
    if !requestKey.isEmpty { question.requestKeys = requestKey }
    if !requests.isEmpty { question.requestCounts = requests }
    let estimate = try SizingEstimate(measuring: question, cores: cores)
    if json { Console.write(estimate.json) } else { for line in estimate.lines { Console.write(line) } }
  }
}
