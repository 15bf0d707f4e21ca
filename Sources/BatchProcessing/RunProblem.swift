package import Diagnostics
import FilePublishing
import IssuanceLedger

/// Why a use case stopped: what to say, and the exit code that says it to programs.
package struct RunProblem: Error, Hashable, Sendable {
  package let status: ExitStatus
  /// Lines for people, the first one the reason.
  package let lines: [String]

  package init(_ status: ExitStatus, _ lines: [String]) {
    self.status = status
    self.lines = lines
  }

  package init(_ status: ExitStatus, _ line: String) {
    self.init(status, [line])
  }

  /// Runs something and gives the errors of all modules their exit code.
  static func translating<Result>(_ body: () throws -> Result) throws(RunProblem) -> Result {
    do {
      return try body()
    } catch {
      throw RunProblem(error)
    }
  }

  /// What an error of a lower module means for the run.
  package init(_ error: any Error) {
    switch error {
    case let problem as RunProblem: self = problem
    case let error as LedgerError: self = RunProblem(error.status, error.text)
    case let error as FileError: self = RunProblem(.inputOutput, error.text)
    case let error as FindingsError:
      self = RunProblem(.unreadableInput, error.findings.map { "\(error.file) \($0.text)" })
    default: self = RunProblem(.internalError, "\(error)")
    }
  }
}

extension LedgerError {
  fileprivate var status: ExitStatus {
    switch self {
    case .locked: .locked
    case .missing, .foreign, .newer, .older: .unreadableInput
    case .damaged: .damaged
    case .io: .inputOutput
    }
  }
}
