import IssuanceLedger
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// A home of its own whose authority signs with Ed25519, so that the same bytes get the same signature each time.
struct BatchSite {
  /// When the home was made; runs come a day later unless they say otherwise.
  static let founding = UTCInstant(seconds: 1_790_000_000)
  static let day: Int64 = 86_400
  static let passphrase = "correct horse"

  let folder: TemporaryFolder
  /// What makes the keys of tokens.
  var makeKey: KeyMaking = KeyGenerator.make

  init(algorithm: KeyAlgorithm = .ed25519) throws {
    folder = try TemporaryFolder()
    try HomeInitialization(algorithm: algorithm, organization: "Example", now: BatchSite.founding)
      .make(at: folder.file("home"), passphrase: SecretOctets(copying: BatchSite.passphrase.utf8))
  }

  private init(copying other: BatchSite) throws {
    folder = try TemporaryFolder()
    makeKey = other.makeKey
    let copy = try Command.run("cp", ["-a", other.folder.file("home"), folder.file("home")])
    try #require(copy.status == 0, "\(copy.errors)")
  }

  /// The same home, as it is now, in another folder.
  func twin() throws -> BatchSite { try BatchSite(copying: self) }

  /// Puts the home of another site in the place of this one's.
  func replaceHome(by other: BatchSite) throws {
    let home = folder.file("home")
    let copy = try Command.run(
      "sh", ["-c", "rm -r \"$1\" && cp -a \"$2\" \"$1\"", "sh", home, other.folder.file("home")])
    try #require(copy.status == 0, "\(copy.errors)")
  }

  func home() throws -> Home { try Home(opening: folder.file("home")) }

  func ledger() throws -> Ledger { try Ledger.open(at: folder.file("home/ledger.sqlite")) }

  /// A moment some days after the founding.
  static func moment(days: Int64) -> UTCInstant { UTCInstant(seconds: founding.seconds + days * day) }

  func surroundings(
    days: Int64 = 1, passphrase: String = BatchSite.passphrase, interruption: Interruption = Interruption(),
    progress: @escaping @Sendable (RunCounts, Int) -> Void = { _, _ in }
  ) -> RunSurroundings {
    RunSurroundings(
      now: BatchSite.moment(days: days), serialNumbers: HashedSerialNumbers(), makeKey: makeKey,
      askPassphrase: { _ in SecretOctets(copying: passphrase.utf8) }, interruption: interruption, progress: progress)
  }

  /// Settings of a run that waits for the lock: a child that another test starts holds it, too, until it is another
  /// program.
  static func settings(lanes: Int) -> RunSettings {
    var settings = RunSettings(lanes: lanes)
    settings.lockWait = 10
    return settings
  }

  /// Runs a manifest and publishes into a folder of the site.
  @discardableResult
  func run(
    _ manifest: String, lanes: Int = 2, mode: ResultsWriter.Mode? = nil, out: String = "out",
    in surroundings: RunSurroundings? = nil
  ) throws -> RunReport {
    var settings = BatchSite.settings(lanes: lanes)
    settings.bundles = mode
    return try Workplace(home: home(), settings: settings, surroundings: surroundings ?? self.surroundings())
      .run(manifest: folder.write(manifest.utf8, to: "manifest.json"), out: folder.file(out))
  }

  /// Every published file with its octets, but for those that differ from run to run: timings and secrets.
  func published(_ out: String = "out") throws -> [String: [UInt8]] {
    let paths = try folder.tree().filter { $0.hasPrefix(out + "/") }
    let folders = Set(paths.compactMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } })
    var files: [String: [UInt8]] = [:]
    for path in paths where !folders.contains(path) && !path.hasSuffix("/timings.jsonl") {
      guard !path.hasPrefix(out + "/secrets/") else { continue }
      let octets = try #require(folder.contents(path), "\(path)")
      files[String(path.dropFirst(out.count + 1))] = octets
    }
    return files
  }

  /// The lines of results.jsonl.
  func results(_ out: String = "out") throws -> [String] {
    let octets = try #require(folder.contents(out + "/results.jsonl"))
    return String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// Serial numbers that follow from the request, so that two runs of one manifest can be compared byte by byte.
struct HashedSerialNumbers: SerialNumberSource {
  func randomOctets(forRequest id: String, attempt: Int) -> [UInt8] {
    Array(MessageDigest.sha256.of(Array("\(id) \(attempt)".utf8)).prefix(16))
  }
}
