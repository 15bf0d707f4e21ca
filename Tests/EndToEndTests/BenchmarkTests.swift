import Foundation
import TestSupport
import Testing

/// The benchmark at a small size: what it says about speed is nothing, that it measures and checks is what counts.
@Suite struct BenchmarkTests {
  private func bench(_ arguments: [String]) throws -> Command.Result {
    let program = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path + "/certmill-bench"
    return try Command.run(program, arguments)
  }

  @Test("Each work gets a line for each figure, with its goal, and a record of the same")
  func goals() throws {
    let folder = try TemporaryFolder()
    let run = try bench([
      "--requests", "400", "--rounds", "2", "--only", "issue-p256,bulk,rerun,revoke,crl,files,check", "--record",
      "--program", Program.path, "--folder", folder.path, "--history", folder.file("history.jsonl"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    let figures = [
      "files", "issue-p256", "check", "bulk", "bulk", "bulk", "rerun", "revoke", "revoke", "crl", "crl",
    ]
    let lines = run.output.split(separator: "\n")
    #expect(lines.dropFirst(2).prefix(figures.count).map { $0.prefix { $0 != " " } } == figures.map { $0[...] })
    #expect(lines.filter { $0.contains("yes") || $0.contains("NO") }.count == figures.count)
    let record = try #require(folder.contents("history.jsonl"))
    #expect(record.filter { $0 == 0x0A }.count == 1)
    #expect(String(decoding: record, as: UTF8.self).components(separatedBy: #""figure""#).count - 1 == figures.count)
    #expect(try folder.tree() == ["history.jsonl"])
  }

  @Test(
    "A second core is compared with what it brings to others",
    .enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func secondCore() throws {
    let folder = try TemporaryFolder()
    let run = try bench([
      "--requests", "400", "--rounds", "1", "--only", "second-core", "--program", Program.path, "--folder", folder.path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("second-core ") }
    #expect(lines.map { $0.contains("yes") || $0.contains("NO") } == [true, false, false, true])
    #expect(try folder.tree().isEmpty)
  }

  @Test("What was made by another key is refused")
  func verification() throws {
    let (ours, theirs) = (try Site(), try Site(making: "p256"))
    #expect(try bench(["verify", "--ca", ours.chain, "--count", "1", ours.chain]).status != 0)
    let run = try ours.run(Program.packaged("samples/01-first-certificates/manifest.json"), ["--bundles", "bulk"])
    #expect(run.status == 0)
    let bundle = ours.folder.file("out/bundles/certificates.pem")
    let count = try ours.results().filter(\.issued).count
    #expect(try bench(["verify", "--ca", ours.chain, "--count", "\(count)", bundle]).status == 0)
    #expect(try bench(["verify", "--ca", ours.chain, "--count", "\(count - 1)", bundle]).status != 0)
    #expect(try bench(["verify", "--ca", theirs.chain, "--count", "\(count)", bundle]).status != 0)
  }

  @Test("A work that does not exist is an error")
  func unknownWork() throws {
    #expect(try bench(["--only", "everything"]).status != 0)
  }
}
