import Foundation
import PKIModel

/// A home with a key of some kind; each run gets a copy of it, so that every ledger begins empty.
struct BenchSite {
  private let folder: String
  private let program: String
  private let options: [String]
  private let home: String
  let passphraseFile: String

  init(folder: String, program: String, options: [String], algorithm: KeyAlgorithm) throws {
    self.folder = folder
    self.program = program
    self.options = options
    home = folder + "/home"
    passphraseFile = folder + "/passphrase"
    guard
      FileManager.default.createFile(
        atPath: passphraseFile, contents: Data("benchmark passphrase\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw BenchProblem("cannot write \(passphraseFile)") }
    _ = try MeasuredRun(
      program, ["init", home, "--algorithm", algorithm.rawValue, "--passphrase-file", passphraseFile])
  }

  var chain: String { home + "/keys/issuing-ca-chain.pem" }
  var key: String { home + "/keys/issuing-ca.pem" }

  /// A copy of the home.
  func mill() throws -> Mill {
    let folder = "\(folder)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: home, toPath: folder + "/home")
    return Mill(folder: folder, program: program, options: options, passphraseFile: passphraseFile)
  }
}

/// A home of its own, with room for outputs beside it.
struct Mill {
  let folder: String
  let program: String
  let options: [String]
  let passphraseFile: String

  var home: String { folder + "/home" }
  var chain: String { home + "/keys/issuing-ca-chain.pem" }
  var key: String { home + "/keys/issuing-ca.pem" }

  /// A place beside the home.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Runs a manifest; what the program logs about its progress gets its time.
  func run(
    _ manifest: String, out: String = "out", lanes: Int, bundles: String = "bulk", cores: Range<Int>? = nil
  ) throws -> MeasuredRun {
    try MeasuredRun(
      program,
      [
        "run", manifest, "--home", home, "--out", path(out), "--lanes", "\(lanes)", "--bundles", bundles,
        "--passphrase-file", passphraseFile, "--progress", "none", "--log-level", "debug",
      ] + options, cores: cores)
  }

  /// Removes the home and everything beside it.
  func remove() throws { try FileManager.default.removeItem(atPath: folder) }
}
