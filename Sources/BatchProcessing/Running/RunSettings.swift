import Diagnostics
package import Logging
import OpenSSLBackend
package import PKIModel
package import ResultWriting

/// What the user chooses for a run, beyond the manifest and the home.
package struct RunSettings: Sendable {
  /// Lanes that work at the same time.
  package var lanes: Int
  /// How certificates are published; nil chooses by the number of requests.
  package var bundles: ResultsWriter.Mode?
  package var signatureCheck = SignatureCheck.sampled
  /// Whether several proofs are verified and several certificates signed at once, by a library that not every machine
  /// has.
  package var usesMultiBuffer = false
  /// Whether one refusal means that nothing is signed, whatever the manifest says.
  package var isAllOrNothing = false
  /// Seconds to wait for another run on the same home.
  package var lockWait = 0

  package init(lanes: Int) {
    self.lanes = lanes
  }

  /// From this many requests on, certificates are published in few large files unless the user chooses.
  package static let bulkThreshold = 1000

  /// The library that does several operations at once; nil where it is not wanted.
  var multiBuffer: MultiBufferLibrary? {
    get throws(RunProblem) {
      guard usesMultiBuffer else { return nil }
      do {
        return try MultiBufferLibrary()
      } catch {
        throw RunProblem(.usage, "--multi-buffer: \(error.text) (fix: leave --multi-buffer out)")
      }
    }
  }

  func mode(requestCount: Int) -> ResultsWriter.Mode {
    bundles ?? (requestCount < RunSettings.bulkThreshold ? .files : .bulk)
  }
}

/// What a run takes from the world outside, given once at the top.
package struct RunSurroundings: Sendable {
  /// The time of the run.
  package let now: UTCInstant
  package let serialNumbers: any SerialNumberSource
  /// Makes the keys of tokens.
  package let makeKey: KeyMaking
  package let askPassphrase: PassphraseAsking
  package let interruption: Interruption
  /// Told now and then how far the run is: the accounting so far, and how many requests there are.
  package let progress: @Sendable (RunCounts, Int) -> Void
  /// What the run says about its own work; what it decides is on record in the ledger, not here.
  package let log: Logger

  package init(
    now: UTCInstant, serialNumbers: any SerialNumberSource = RandomSerialNumbers(),
    makeKey: @escaping KeyMaking = KeyGenerator.make, askPassphrase: @escaping PassphraseAsking,
    interruption: Interruption = Interruption(),
    progress: @escaping @Sendable (RunCounts, Int) -> Void = { _, _ in },
    log: Logger = .silent
  ) {
    self.now = now
    self.serialNumbers = serialNumbers
    self.makeKey = makeKey
    self.askPassphrase = askPassphrase
    self.interruption = interruption
    self.progress = progress
    self.log = log
  }
}

extension Logger {
  /// Says nothing, for whoever does not want to hear.
  package static var silent: Logger { Logger(label: "certmill") { _ in SwiftLogNoOpLogHandler() } }
}
