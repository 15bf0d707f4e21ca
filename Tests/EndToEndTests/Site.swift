import Foundation
import TestSupport
import Testing

/// A home with its passphrase, and a place for manifests and outputs, in a folder of its own.
struct Site {
  static let passphrase = "Quatsch-mit-Sahne-9417"

  /// One home for all; each site has a copy of it.
  private static let template = Result {
    let site = try Site(making: "p256")
    // What a global holds is never given up.
    atexit { Site.removeTemplate() }
    return site
  }

  private static func removeTemplate() {
    if case .success(let site) = template { try? FileManager.default.removeItem(atPath: site.folder.path) }
  }

  let folder: TemporaryFolder
  let home: String
  let passphraseFile: String

  /// A site with a copy of a fresh home.
  init() throws {
    try self.init(copying: Site.template.get())
  }

  /// A site with a new home whose keys are of some algorithm.
  init(making algorithm: String) throws {
    try self.init(folder: TemporaryFolder())
    let made = try Program.run(
      ["init", home, "--algorithm", algorithm, "--name", "Example", "--passphrase-file", passphraseFile])
    guard made.status == 0 else { throw Failure(text: made.errors) }
  }

  /// A site whose home is in the same state as another's.
  init(copying other: Site) throws {
    try self.init(folder: TemporaryFolder())
    let copied = try Command.run("cp", ["-a", other.home, home])
    guard copied.status == 0 else { throw Failure(text: copied.errors) }
  }

  private init(folder: TemporaryFolder) throws {
    self.folder = folder
    home = folder.file("home")
    passphraseFile = try folder.write(Array("\(Site.passphrase)\n".utf8), to: "passphrase")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passphraseFile)
  }

  struct Failure: Error {
    let text: String
  }

  var chain: String { home + "/keys/issuing-ca-chain.pem" }

  /// The arguments of a run.
  func runArguments(_ manifest: String, out: String = "out", _ options: [String] = []) -> [String] {
    let fixed = ["--passphrase-file", passphraseFile, "--progress", "none"]
    return ["run", manifest, "--home", home, "--out", folder.file(out)] + fixed + options
  }

  func run(_ manifest: String, out: String = "out", _ options: [String] = []) throws -> Command.Result {
    try Program.run(runArguments(manifest, out: out, options))
  }

  /// Writes a manifest and gives its path.
  func manifest(_ text: String, named name: String = "manifest.json") throws -> String {
    try folder.write(Array(text.utf8), to: name)
  }

  /// Runs a manifest in each of its forms, each beside a copy of the home as it is now.
  func runInEachForm(_ source: String) throws -> [(site: Site, run: Command.Result)] {
    try ["json", "jsonl", "xml"].map { form in
      let site = try Site(copying: self)
      let manifest = site.folder.file("manifest." + form)
      let converted = try Program.run(["convert", source, "--to", form, "-o", manifest])
      guard converted.status == 0 else { throw Failure(text: converted.errors) }
      return (site, try site.run(manifest))
    }
  }

  /// The lines of a results file.
  func results(out: String = "out") throws -> [ResultEntry] { try lines(out + "/results.jsonl") }

  /// The lines of a file of JSON Lines.
  func lines<Line: Decodable>(_ name: String) throws -> [Line] {
    try #require(folder.contents(name)).split(separator: 0x0A)
      .map { try JSONDecoder().decode(Line.self, from: Data($0)) }
  }

  /// How many certificates the ledger holds in each state.
  func certificates() throws -> [String: Int] {
    let status = try Program.run(["status", "--home", home, "--json"])
    return try JSONDecoder().decode(Status.self, from: Data(status.stdout)).certificates
  }

  /// How many certificates the ledger holds.
  func certificateCount() throws -> Int { try certificates().values.reduce(0, +) }

  private struct Status: Decodable {
    let certificates: [String: Int]
  }
}

/// A line of results.jsonl.
struct ResultEntry: Decodable {
  struct Artifact: Decodable {
    let path: String
    let sha256: String
  }

  let id: String
  let operation: String
  let outcome: String
  let httpStatus: Int?
  let code: String?
  let messages: [String]?
  let certificateUuid: String?
  let serialNumber: String?
  let fingerprint: String?
  let subjectDn: String?
  let state: String?
  let artifacts: [Artifact]?
  let warnings: [String]?
  let replayed: Bool?

  var issued: Bool { state == "issued" }
}
