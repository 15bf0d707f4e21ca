import Foundation
import TestSupport
import Testing

@Suite struct BadSurroundingsTests {
  private func site() throws -> (site: Site, manifest: String) {
    let site = try Site()
    return (site, try site.manifest(MeterManifest.text(count: 3, batch: "meters"), named: "meters.jsonl"))
  }

  private func expect(
    _ result: Command.Result, _ status: Int32, _ message: String, _ site: Site,
    location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(result.status == status, "\(result.errors)", sourceLocation: location)
    #expect(result.errors.contains(message), "\(result.errors)", sourceLocation: location)
    #expect(!(result.errors + result.output).contains(Site.passphrase), sourceLocation: location)
    #expect(try site.certificateCount() == 0, sourceLocation: location)
  }

  @Test("An output folder that cannot be written is an I/O problem, and nothing is signed")
  func output() throws {
    let (site, manifest) = try site()
    try expect(site.run(manifest, out: "meters.jsonl"), 6, "meters.jsonl", site)
    let proc = [
      "run", manifest, "--home", site.home, "--out", "/proc/certmill", "--passphrase-file", site.passphraseFile,
    ]
    try expect(Program.run(proc), 6, "/proc/certmill", site)
  }

  /// Neither a run of the batch in the ledger nor a file in the output.
  private func expectNoTrace(_ site: Site, location: SourceLocation = #_sourceLocation) throws {
    let status = try Program.run(["status", "--home", site.home, "--json"])
    #expect(status.output.contains(#""batches": []"#), "\(status.output)", sourceLocation: location)
    #expect(try Snapshot.contents(of: site.folder.file("out")).isEmpty, sourceLocation: location)
    #expect(!FileManager.default.fileExists(atPath: site.folder.file("out/bundles")), sourceLocation: location)
  }

  @Test("A wrong passphrase is a key problem, and nothing of the run stays")
  func wrongPassphrase() throws {
    let (site, manifest) = try site()
    try Data("wrong\n".utf8).write(to: URL(fileURLWithPath: site.passphraseFile))
    let run = try site.run(manifest, ["--bundles", "bulk"])
    try expect(run, 5, "wrong passphrase for the key of authority issuing-ca", site)
    try expectNoTrace(site)
    let crl = ["crl", "--home", site.home, "--out", site.folder.file("crl"), "--passphrase-file", site.passphraseFile]
    #expect(try Program.run(crl).status == 5)
    #expect(!FileManager.default.fileExists(atPath: site.folder.file("crl")))
    try Data("\(Site.passphrase)\n".utf8).write(to: URL(fileURLWithPath: site.passphraseFile))
    #expect(try site.run(manifest).status == 0)
  }

  @Test("A passphrase file that others may read is not read")
  func openPassphraseFile() throws {
    let (site, manifest) = try site()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: site.passphraseFile)
    try expect(site.run(manifest), 5, "chmod 600", site)
  }

  @Test("A key file that is missing is a key problem")
  func missingKey() throws {
    let (site, manifest) = try site()
    try FileManager.default.removeItem(atPath: site.home + "/keys/issuing-ca.pem")
    try expect(site.run(manifest, ["--bundles", "bulk"]), 5, "keys/issuing-ca.pem", site)
    try expectNoTrace(site)
  }

  @Test("A folder that is no home is said to be none")
  func noHome() throws {
    let (site, manifest) = try site()
    let run = ["run", manifest, "--home", site.folder.file("none"), "--out", site.folder.file("out")]
    try expect(Program.run(run), 3, "not a home of certmill", site)
  }

  @Test("A home file with an unknown member is named, with the place in it")
  func unknownMember() throws {
    let (site, manifest) = try site()
    let path = site.home + "/ra-profiles/device.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: #""enabled""#, with: #""colour": "red", "enabled""#)
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try site.run(manifest)
    #expect(run.status == 3)
    #expect(run.errors.contains("ra-profiles/device.json /colour member.unknown"), "\(run.errors)")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try site.certificateCount() == 0)
  }

  @Test("A home that another run holds is left alone, or waited for", .enabled(if: Command.isAvailable("flock")))
  func locked() throws {
    let (site, manifest) = try site()
    let lock = site.home + "/ledger.lock"
    let refused = try Command.run("flock", [lock, Program.path] + site.runArguments(manifest))
    try expect(refused, 75, "another run works on this home", site)
    let script = #"flock "$0" sleep 1 & sleep 0.3; exec "$@""#
    let waiting = site.runArguments(manifest, ["--wait", "30"])
    let waited = try Command.run("sh", ["-c", script, lock, Program.path] + waiting)
    #expect(waited.status == 0, "\(waited.errors)")
  }

  @Test(
    "Wrong use is told from everything else", arguments: [["run"], ["nothing"], ["run", "m.json", "--lanes", "0"]])
  func usage(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.stdout.isEmpty)
    #expect(result.errors.contains("Usage") || result.errors.contains("USAGE"), "\(result.errors)")
  }

  @Test("A manifest that is cut off while it is read is an I/O problem, and the next run goes on")
  func cutOffManifest() throws {
    let (site, _) = try site()
    let text = try MeterManifest.text(count: 30_000, batch: "meters")
    let script = #"file=$1; shift; "$@" & sleep 1; : >"$file"; wait $!"#
    let manifest = try site.manifest(text, named: "large.jsonl")
    let run = try Command.run("sh", ["-c", script, "sh", manifest, Program.path] + site.runArguments(manifest))
    #expect(run.status == 6, "\(run.errors)")
    #expect(run.errors.contains("cut off while it was read"), "\(run.errors)")
    let resume = ["resume", "--home", site.home, "--passphrase-file", site.passphraseFile]
    #expect(try Program.run(resume).status == 0)
    #expect(try site.certificates()["requested"] ?? 0 == 0)
  }

  @Test("All or nothing: one refusal, and nothing is signed")
  func allOrNothing() throws {
    let (site, _) = try site()
    let line = try MeterManifest.line(id: "long", request: MeterManifest.meterRequest(), days: 99_999)
    let text = try MeterManifest.text(count: 3, batch: "meters") + line
    let manifest = try site.manifest(text, named: "m.jsonl")
    try expect(site.run(manifest, ["--all-or-nothing"]), 4, "validity.notAllowed", site)
    #expect(try site.run(manifest).status == 1)
    #expect(try site.certificateCount() == 3)
  }
}
