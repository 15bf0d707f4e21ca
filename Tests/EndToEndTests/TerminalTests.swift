import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Terminal.isAvailable, "needs python3")) struct TerminalTests {
  @Test("A passphrase is asked for without echo: twice for a new home, once for a run")
  func prompt() throws {
    let site = try Site()
    let home = site.folder.file("typed")
    let made = try Terminal.run(Program.path, ["init", home], typing: [Site.passphrase, Site.passphrase])
    #expect(made.status == 0, "\(made.output)")
    #expect(made.output.contains("Passphrase for the new keys again: "))
    #expect(!made.output.contains(Site.passphrase))
    let manifest = try site.manifest(MeterManifest.text(count: 1, batch: "meters"), named: "meters.jsonl")
    let arguments = ["run", manifest, "--home", home, "--out", site.folder.file("out")]
    let wrong = try Terminal.run(Program.path, arguments, typing: ["wrong"])
    #expect(wrong.status == 5, "\(wrong.output)")
    let run = try Terminal.run(Program.path, arguments, typing: [Site.passphrase])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("Passphrase of authority issuing-ca: "))
    #expect(!run.output.contains(Site.passphrase))
  }

  @Test("Two new passphrases that differ make no home")
  func misspelt() throws {
    let folder = try TemporaryFolder()
    let made = try Terminal.run(Program.path, ["init", folder.file("home")], typing: ["one", "two"])
    #expect(made.status == 5)
    #expect(made.output.contains("the two passphrases differ"))
    #expect(try folder.tree().isEmpty)
  }

  @Test("Without a terminal and without a passphrase nothing is asked; a descriptor gives it")
  func withoutTerminal() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 1, batch: "meters"), named: "meters.jsonl")
    let arguments = ["run", manifest, "--home", site.home, "--out", site.folder.file("out")]
    let refused = try Command.run("setsid", ["--wait", Program.path] + arguments)
    #expect(refused.status == 5)
    #expect(refused.errors.contains("there is no terminal to ask for the passphrase"), "\(refused.errors)")
    let run = try Program.run(arguments + ["--passphrase-fd", "0"], input: Array("\(Site.passphrase)\n".utf8))
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("Progress is one line that is redrawn on a terminal and wiped at the end, and no control elsewhere")
  func progress() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 4000, batch: "meters"), named: "meters.jsonl")
    let arguments = [
      "run", manifest, "--home", site.home, "--out", site.folder.file("out"), "--passphrase-file", site.passphraseFile,
    ]
    let drawn = try Terminal.run(Program.path, arguments)
    #expect(drawn.status == 0, "\(drawn.output)")
    #expect(drawn.output.contains("/4000 "), "\(drawn.output)")
    #expect(drawn.output.contains("\u{1B}[K"))
    #expect(drawn.output.hasSuffix("\r\u{1B}[Kin=4000 done=4000 rejected=0 failed=0 skipped=0\r\n"))
    let silent = try Terminal.run(Program.path, arguments + ["--progress", "none"])
    #expect(!silent.output.contains("\u{1B}"))
    let piped = try Program.run(arguments)
    #expect(piped.output == "in=4000 done=4000 rejected=0 failed=0 skipped=0\n")
    #expect(!piped.errors.contains("\u{1B}") && !piped.errors.contains("\r"))
  }
}
