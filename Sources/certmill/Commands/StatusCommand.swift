import ArgumentParser
import BatchProcessing

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what a home holds and what a crash left open.",
    discussion: "Example: certmill status --home home")

  @OptionGroup var home: HomeOptions

  @Flag(help: "Write JSON.")
  var json = false

  func run() throws {
    let status = try HomeStatus(of: home.open())
    if json { Console.write(status.json) } else { for line in status.lines { Console.write(line) } }
  }
}
