import ArgumentParser
import BatchProcessing
import Diagnostics
import Glibc

/// The program.
@main
struct Certmill: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certmill",
    abstract: "An offline certificate authority for batches: manifest in, certificates and revocation report out.",
    discussion: """
      Make a home with `certmill init HOME`, then run a manifest with
      `certmill run MANIFEST --home HOME --out OUT`. Results go to OUT, talk to standard error.
      """,
    version: ProgramVersion.text,
    subcommands: [
      InitCommand.self, CheckCommand.self, RunCommand.self, ResumeCommand.self, PublishCommand.self, CRLCommand.self,
      ReportCommand.self, StatusCommand.self, ShowCommand.self, EstimateCommand.self, ConvertCommand.self,
      SchemaCommand.self,
    ])

  static func main() {
    // A reader that went away is an error of the write, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    SignalHandling.endOnLostPages()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let problem as RunProblem {
      for (index, line) in problem.lines.enumerated() { Console.say(index == 0 ? "certmill: \(line)" : "  \(line)") }
      Glibc.exit(problem.status.rawValue)
    } catch {
      exit(after: error)
    }
  }

  /// The parser's own exits: help and version are data, usage errors have our code.
  private static func exit(after error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code == .success {
      if !message.isEmpty { Console.write(message) }
      Glibc.exit(0)
    }
    if !message.isEmpty { Console.say(message) }
    Glibc.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}
