public import ArgumentParser
public import Logging

/// How much the program says about its own work, on standard error.
struct LogOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "What is logged on standard error: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
  var logLevel = Logger.Level.notice

  var logger: Logger {
    var logger = Logger(label: "certmill") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = logLevel
    return logger
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
