import Foundation
import Glibc
import TestSupport
import Testing

/// Verbs that only read leave the home as it is, and work where it cannot be written.
@Suite struct ReadOnlyHomeTests {
  private let manifest = Program.packaged("samples/04-revocation/manifest.json")

  /// A user who is not the superuser, for whom permissions do not count.
  private static let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
  private static let isPossible =
    getuid() != 0 || (Command.isAvailable("setpriv") && (try? asNobody(["--version"]))?.status == 0)

  private static func asNobody(_ arguments: [String]) throws -> Command.Result {
    getuid() == 0
      ? try Command.run("setpriv", nobody + [Program.path] + arguments) : try Program.run(arguments)
  }

  private func verbs(_ site: Site) -> [[String]] {
    [
      ["check", manifest, "--home", site.home, "--progress", "none"], ["status", "--home", site.home],
      ["report", "--home", site.home, "--out", site.folder.file("read/report")],
      ["publish", "old-servers", "--home", site.home, "--out", site.folder.file("read/out")],
    ]
  }

  @Test("check, status, report and publish change no octet of the home and leave no file in it")
  func unchanged() throws {
    let site = try Site()
    _ = try site.run(manifest)
    let before = try Snapshot.contents(of: site.home)
    for verb in verbs(site) {
      let result = try Program.run(verb)
      #expect([0, 1].contains(result.status), "\(verb): \(result.errors)")
      #expect(try Snapshot.contents(of: site.home) == before, "\(verb)")
    }
  }

  @Test("They work on a home that cannot be written", .enabled(if: isPossible))
  func unwritable() throws {
    let site = try Site()
    _ = try site.run(manifest)
    let expected = try verbs(site).map { try Program.run($0).output }
    try FileManager.default.removeItem(atPath: site.folder.file("read"))
    let folder = site.folder.path
    let preparation = """
      mkdir "$0/read" && chmod 755 "$0" && chmod 777 "$0/read" && chmod -R a+rX "$0/home" && chmod -R a-w "$0/home"
      """
    #expect(try Command.run("sh", ["-c", preparation, folder]).status == 0)
    defer { _ = try? Command.run("chmod", ["-R", "u+w", folder]) }
    #expect(try Self.asNobody(["init", site.home + "/new", "--passphrase-fd", "0"]).status != 0)
    for (verb, output) in zip(verbs(site), expected) {
      let result = try Self.asNobody(verb)
      #expect([0, 1].contains(result.status), "\(verb): \(result.errors)")
      #expect(result.output == output, "\(verb)")
    }
  }
}
