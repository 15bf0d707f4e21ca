import ArgumentParser
import BatchProcessing
import Foundation

/// How much of the machine is used.
struct LaneOptions: ParsableArguments {
  @Option(name: .long, help: "Lanes that work at the same time; the machine's cores without it.")
  var lanes: Int?

  func validate() throws {
    guard lanes.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--lanes is 1 to 256") }
  }

  var settings: RunSettings { RunSettings(lanes: lanes ?? ProcessInfo.processInfo.activeProcessorCount) }
}
