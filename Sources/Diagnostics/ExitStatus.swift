/// The program's exit codes.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// All requests reached their wanted state, or there was nothing to do.
  case success = 0
  /// Finished; some requests were rejected or failed.
  case someRefused = 1
  /// Wrong use of the command line.
  case usage = 2
  /// Manifest or configuration unreadable; nothing was done.
  case unreadableInput = 3
  /// Refused as a whole: `all-or-nothing`, or an approval is missing.
  case refusedAsAWhole = 4
  /// Key, passphrase or token problem; nothing was signed.
  case keyProblem = 5
  /// I/O or ledger problem; the state is safe, run again.
  case inputOutput = 6
  /// Ledger or output damaged; stop.
  case damaged = 7
  /// A bug.
  case internalError = 70
  /// Locked by another run.
  case locked = 75
  /// Interrupted from the terminal; resumable.
  case interrupted = 130
  /// Asked to terminate; resumable.
  case terminated = 143
}
