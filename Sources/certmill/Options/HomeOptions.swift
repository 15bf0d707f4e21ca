import ArgumentParser
import BatchProcessing

/// The home that a command works on.
struct HomeOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The home: configuration, keys and ledger.", valueName: "folder"))
  var home: String

  func open() throws -> Home { try Home(opening: home) }
}
