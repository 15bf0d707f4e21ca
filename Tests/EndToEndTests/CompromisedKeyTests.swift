import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct CompromisedKeyTests {
  /// The digest is taken as the manual says it.
  private static let digest =
    #"openssl req -in "$0" -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum | cut -c1-64"#

  @Test("A key that the home lists is refused, whoever asks, and make sees the list")
  func list() throws {
    let site = try Site()
    let request = Program.packaged("samples/requests/meter-02.csr")
    let digest = try Command.run("sh", ["-c", Self.digest, request])
    #expect(digest.stdout.count == 65, "\(digest.errors)")
    let list = site.home + "/compromised-keys.txt"
    try Data("# from the incident of May\n".utf8 + digest.stdout).write(to: URL(fileURLWithPath: list))
    let manifest = try site.manifest(MeterManifest.text(count: 2, batch: "meters"), named: "meters.jsonl")
    let run = try site.run(manifest, ["--allow-rejected", "--depfile", site.folder.file("depfile")])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try site.results().map(\.code) == ["key.compromised", "key.compromised"])
    let depfile = String(decoding: try #require(site.folder.contents("depfile")), as: UTF8.self)
    #expect(depfile.contains("\(list):"))
    try FileManager.default.removeItem(atPath: list)
    #expect(try site.run(manifest).status == 0)
  }

  @Test("A list with a line that is no digest stops the run before anything is done")
  func malformed() throws {
    let site = try Site()
    try Data("abc\n".utf8).write(to: URL(fileURLWithPath: site.home + "/compromised-keys.txt"))
    let run = try site.run(site.manifest(MeterManifest.text(count: 1, batch: "meters"), named: "meters.jsonl"))
    #expect(run.status == 3)
    let expected = "compromised-keys.txt / document.syntax: line 1 is not a SHA-256 digest"
    #expect(run.errors.contains(expected), "\(run.errors)")
  }
}
