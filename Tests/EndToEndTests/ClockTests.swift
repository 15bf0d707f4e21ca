import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Command.isAvailable("cc"), "needs a C compiler")) struct ClockTests {
  /// Runs the program under a clock that stands at some second.
  private func run(_ arguments: [String], at seconds: Int, in site: Site) throws -> Command.Result {
    let source = "#include <time.h>\ntime_t time(time_t *at) { if (at) *at = \(seconds); return \(seconds); }\n"
    let path = try site.folder.write(Array(source.utf8), to: "clock-\(seconds).c")
    let library = site.folder.file("clock-\(seconds).so")
    let compiled = try Command.run("cc", ["-shared", "-fPIC", "-o", library, path])
    #expect(compiled.status == 0, "\(compiled.errors)")
    return try Command.run(Program.path, arguments, environment: ["LD_PRELOAD": library])
  }

  @Test(
    "Outside of the CA's validity each request fails with 502 and the run goes on",
    arguments: [1_577_836_800, 4_102_444_800])
  func validity(seconds: Int) throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 3, batch: "meters"), named: "meters.jsonl")
    let run = try run(site.runArguments(manifest), at: seconds, in: site)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output == "in=3 done=0 rejected=0 failed=3 skipped=0\n")
    #expect(try site.results().map(\.httpStatus) == [502, 502, 502])
    #expect(try site.results().allSatisfy { $0.outcome == "AUTHORITY_ERROR" && $0.code == "authority.invalid" })
    #expect(try site.certificateCount() == 0)
    #expect(try site.run(manifest).status == 0)
    #expect(try site.certificateCount() == 3)
  }

  @Test("A clock that was set back makes no CRL that is older than the last")
  func setBack() throws {
    let site = try Site()
    let arguments = [
      "crl", "--home", site.home, "--out", site.folder.file("crl"), "--passphrase-file", site.passphraseFile,
    ]
    #expect(try Program.run(arguments).output.hasPrefix("issuing-ca: CRL 1, 0 entries"))
    let before = site.folder.contents("crl/issuing-ca.crl")
    let run = try run(arguments, at: 1_577_836_800, in: site)
    #expect(run.status == 6)
    #expect(run.errors.contains("set the clock"))
    #expect(site.folder.contents("crl/issuing-ca.crl") == before)
    #expect(try Program.run(arguments).output.hasPrefix("issuing-ca: CRL 2, 0 entries"))
  }
}
