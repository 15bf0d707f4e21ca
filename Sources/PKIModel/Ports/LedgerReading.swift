/// Gives views of the ledger, each of one moment.
package protocol LedgerReading: Sendable {
  /// Reads with what is committed now.
  func read<Result>(_ body: (any LedgerView) throws -> Result) throws -> Result
}
