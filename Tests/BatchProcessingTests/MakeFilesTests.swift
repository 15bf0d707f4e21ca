import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Files for make")
struct MakeFilesTests {
  private let site: BatchSite
  private let report: RunReport

  init() throws {
    site = try BatchSite()
    report = try site.run(ManifestText.of([ManifestText.request("r", "listIssueCertificateAttributes")]))
  }

  private func report(files: [String]) -> RunReport {
    RunReport(
      counts: report.counts, batchID: report.batchID, requestCount: 1, signedCount: 0, interruption: nil,
      requestFiles: files)
  }

  @Test("escape what make would read otherwise")
  func escapes() throws {
    let files = MakeFiles(home: try site.home(), manifest: "a b#c$d:e\\f.json")
    let path = site.folder.file("deps.mk")
    try files.writeDependencies(path, target: "out dir/.stamp", report: report(files: ["x y.csr"]))
    let text = String(decoding: try #require(site.folder.contents("deps.mk")), as: UTF8.self)
    #expect(text.hasPrefix("out\\ dir/.stamp: \\\n  a\\ b\\#c$$d\\:e\\\\f.json \\\n  x\\ y.csr \\\n  "))
    #expect(text.contains("\nx\\ y.csr:\n"))
  }

  @Test(
    "name the manifest, the files that it names, configuration, chain and key",
    .enabled(if: Command.isAvailable("make")))
  func make() throws {
    let home = try site.home()
    let inputs = ["my manifest.json", "request $1 #2.csr"]
    for input in inputs { try site.folder.write([], to: input) }
    let files = MakeFiles(home: home, manifest: site.folder.file(inputs[0]))
    let stamp = site.folder.file("stamp")
    try files.writeStamp(stamp, report: report)
    try files.writeDependencies(
      site.folder.file("deps.mk"), target: stamp, report: report(files: [site.folder.file(inputs[1])]))
    let rule = "include \(site.folder.file("deps.mk"))\n\(stamp):\n\t@true\n"
    let question = ["-q", "-f", try site.folder.write(rule.utf8, to: "Makefile"), stamp]
    #expect(try Command.run("make", question).status == 0)
    for path in inputs.map(site.folder.file) + home.files {
      _ = try Command.run("touch", ["-d", "+1 hour", path])
      #expect(try Command.run("make", question).status == 1, "\(path)")
      _ = try Command.run("touch", ["-d", "-1 hour", path])
      #expect(try Command.run("make", question).status == 0, "\(path)")
    }
  }

  @Test("count in the stamp")
  func stamp() throws {
    try MakeFiles(home: try site.home(), manifest: "m.json").writeStamp(site.folder.file("stamp"), report: report)
    #expect(
      site.folder.contents("stamp") == Array("batch b-1\nin=1 done=1 rejected=0 failed=0 skipped=0\n".utf8))
  }
}
