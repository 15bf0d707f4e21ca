import Foundation
import TestSupport
import Testing

/// The verbs that only look.
@Suite struct ReadingTests {
  @Test("A check says what the run then does, needs no key and leaves no trace", arguments: SampleTests.samples)
  func check(sample: String) throws {
    let site = try Site.prepared(for: sample)
    let manifest = Program.packaged("samples/" + sample)
    try FileManager.default.moveItem(atPath: site.home + "/keys/issuing-ca.pem", toPath: site.folder.file("key"))
    let home = try Snapshot.contents(of: site.home)
    let status = try Program.run(["status", "--home", site.home, "--json"]).output
    let check = try Program.run(["check", manifest, "--home", site.home, "--report", site.folder.file("report")])
    #expect(try Snapshot.contents(of: site.home) == home)
    #expect(try Program.run(["status", "--home", site.home, "--json"]).output == status)
    try FileManager.default.moveItem(atPath: site.folder.file("key"), toPath: site.home + "/keys/issuing-ca.pem")
    let run = try site.run(manifest)
    #expect(check.status == run.status)
    #expect(check.output.split(separator: "\n").last == run.output.split(separator: "\n").last)
    let report = try #require(site.folder.contents("report")).split(separator: 0x0A)
    let foreseen = try report.map { try JSONDecoder().decode(ResultEntry.self, from: Data($0)) }
    let results = try site.results()
    #expect(foreseen.map(\.id) == results.map(\.id))
    #expect(foreseen.map(\.outcome) == results.map(\.outcome))
    #expect(foreseen.map(\.code) == results.map(\.code))
  }

  @Test("The report of a range of time counts what was revoked in it, in all forms")
  func report() throws {
    let site = try Site()
    _ = try site.run(Program.packaged("samples/04-revocation/manifest.json"))
    let arguments = ["report", "--home", site.home, "--out", site.folder.file("report")]
    #expect(try Program.run(arguments).output == "revoked=9\n")
    #expect(try site.folder.tree().filter { $0.hasPrefix("report/") }.count == 4)
    #expect(try Program.run(arguments + ["--before", "2020-01-01T00:00:00Z"]).output == "revoked=0\n")
    #expect(try Program.run(arguments + ["--since", "2020-01-01T00:00:00Z"]).output == "revoked=9\n")
    #expect(try Program.run(arguments + ["--since", "yesterday"]).status == 2)
  }

  @Test("Each verb's help has an example and goes to standard output")
  func help() throws {
    let verbs = [
      "init", "check", "run", "resume", "publish", "crl", "report", "status", "show", "estimate", "convert",
      "schema",
    ]
    for verb in verbs {
      let help = try Program.run([verb, "--help"])
      #expect(help.status == 0 && help.errors.isEmpty)
      #expect(help.output.contains("Example: certmill \(verb)"), "\(verb)")
    }
  }
}
