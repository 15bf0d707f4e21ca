import DocumentModel
import IssuanceLedger
import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting

/// A home, what the user chose, and the world outside: what running, checking and resuming work with.
package struct Workplace {
  let home: Home
  let settings: RunSettings
  let surroundings: RunSurroundings

  package init(home: Home, settings: RunSettings, surroundings: RunSurroundings) {
    self.home = home
    self.settings = settings
    self.surroundings = surroundings
  }

  /// Works on the ledger while no other process may write to it.
  func withLedger<Result>(_ body: (Ledger) throws -> Result) throws(RunProblem) -> Result {
    let lock = try home.lock(waiting: settings.lockWait)
    defer { withExtendedLifetime(lock) {} }
    let ledger = try home.openLedger()
    return try RunProblem.translating { try body(ledger) }
  }

  /// What writes into the home's locations.
  func locationWriter(_ ledger: Ledger) -> LocationWriter {
    LocationWriter(home: home, ledger: ledger, now: surroundings.now, log: surroundings.log)
  }

  /// What the lanes need for the requests of one manifest.
  func equipment(
    for header: ManifestHeader, run: Int, ledger: any BatchLedger, files: RequestFiles, tokens: any TokenKeyring,
    renderer: ResultRenderer, timings: RunTimings
  ) throws(RunProblem) -> LaneEquipment {
    let context = ResolutionContext(
      configuration: home.configuration, configurationDigest: home.configurationDigest, issuers: home.issuers,
      defaults: header.defaults, run: run, now: surroundings.now, serialNumbers: surroundings.serialNumbers,
      tokenKeyring: tokens)
    return LaneEquipment(
      context: context, ledger: ledger, limits: DocumentLimits(), readFile: files.reading, renderer: renderer,
      signatureCheck: settings.signatureCheck, multiBuffer: try settings.multiBuffer, timings: timings,
      interruption: surroundings.interruption)
  }
}

extension Home {
  /// Takes the lock that keeps a second run out, waiting for it a number of seconds.
  func lock(waiting seconds: Int) throws(RunProblem) -> RunLock {
    try RunProblem.translating { try RunLock(home: path, waiting: seconds) }
  }

  func openLedger() throws(RunProblem) -> Ledger {
    try RunProblem.translating { try Ledger.open(at: ledgerPath) }
  }

  /// Opens the ledger for what only reads; the home stays as it is.
  ///
  /// - Parameter isFrozen: Whether all that is read is of this moment.
  func readLedger(isFrozen: Bool = false) throws(RunProblem) -> Ledger {
    try RunProblem.translating { try Ledger.openForReading(at: ledgerPath, isFrozen: isFrozen) }
  }
}
