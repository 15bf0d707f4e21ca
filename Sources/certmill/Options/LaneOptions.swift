import ArgumentParser
import BatchProcessing
import Foundation

/// How much of the machine is used.
struct LaneOptions: ParsableArguments {
  @Option(name: .long, help: "Lanes that work at the same time; the machine's cores without it.")
  var lanes: Int?

  @Option(
    name: .long, help: ArgumentHelp("Seconds to wait for another run on the same home.", valueName: "seconds"))
  var wait = 0

  @Option(name: .long, help: "Which signatures are verified before they count: sampled or every.")
  var checkSignatures = SignatureCheck.sampled

  func validate() throws {
    guard lanes.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--lanes is 1 to 256") }
    guard (0...86_400).contains(wait) else { throw ValidationError("--wait is 0 to 86400 seconds") }
  }

  var settings: RunSettings {
    var settings = RunSettings(lanes: lanes ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.lockWait = wait
    settings.signatureCheck = checkSignatures
    return settings
  }
}

extension SignatureCheck: ExpressibleByArgument {}
