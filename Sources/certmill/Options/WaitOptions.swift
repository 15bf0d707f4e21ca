import ArgumentParser

/// How long a command that writes to a home waits for its turn.
struct WaitOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Seconds to wait for another run on the same home.", valueName: "seconds"))
  var wait = 0

  func validate() throws {
    guard (0...86_400).contains(wait) else { throw ValidationError("--wait is 0 to 86400 seconds") }
  }
}
