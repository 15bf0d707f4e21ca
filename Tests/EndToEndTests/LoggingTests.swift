import TestSupport
import Testing

@Suite struct LoggingTests {
  private let manifest = Program.packaged("samples/04-revocation/manifest.json")

  /// A verb with its arguments, and what it says of itself at level info.
  struct Verb: Sendable, CustomTestStringConvertible {
    let events: [String]
    let arguments: @Sendable (Site, String) -> [String]

    var testDescription: String { events[0] }

    init(_ events: String..., arguments: @escaping @Sendable (Site, String) -> [String]) {
      self.events = events
      self.arguments = arguments
    }

    static let all = [
      Verb("run begins", "key is open", "requests are done", "CRL is signed", "output is written") {
        $0.runArguments($1, out: "out")
      },
      Verb("check begins", "check is done") { ["check", $1, "--home", $0.home, "--progress", "none"] },
      Verb("open intents are signed") { site, _ in
        ["resume", "--home", site.home, "--passphrase-file", site.passphraseFile]
      },
      Verb("CRL is signed") { site, _ in
        ["crl", "--home", site.home, "--out", site.folder.file("crl"), "--passphrase-file", site.passphraseFile]
      },
      Verb("report begins") { site, _ in ["report", "--home", site.home, "--out", site.folder.file("report")] },
      Verb("conversion begins") { ["convert", $1, "--to", "xml"] },
      Verb("home is made") { site, _ in
        ["init", site.folder.file("new"), "--passphrase-file", site.passphraseFile]
      },
    ]
  }

  @Test(
    "Each verb that works logs what it does on standard error at level info, and nothing unless asked; data stay apart",
    arguments: Verb.all)
  func levels(_ verb: Verb) throws {
    let (quietly, talking) = (try Site(), try Site())
    let quiet = try Program.run(verb.arguments(quietly, manifest))
    for event in verb.events { #expect(!quiet.errors.contains(event)) }
    let loud = try Program.run(verb.arguments(talking, manifest) + ["--log-level", "info"])
    for event in verb.events { #expect(loud.errors.contains(event), "\(loud.errors)") }
    #expect(!loud.errors.contains(" debug "))
    #expect(!loud.errors.contains(Site.passphrase))
    #expect(loud.status == quiet.status)
    #expect(loud.output.count == quiet.output.count)
  }

  @Test("publish logs too; at level debug a run names each transaction, at level info it does not")
  func depth() throws {
    let site = try Site()
    #expect(try !site.run(manifest, ["--log-level", "info"]).errors.contains("recorded"))
    let deep = try site.run(manifest, ["--log-level", "debug"])
    #expect(deep.errors.contains("debug certmill: conflicts=0 decisions="), "\(deep.errors)")
    let publish = ["publish", "old-servers", "--home", site.home, "--out", site.folder.file("again")]
    let published = try Program.run(publish + ["--log-level", "info"])
    for event in ["publishing begins", "output is written"] { #expect(published.errors.contains(event)) }
    #expect(try Program.run(publish).errors.isEmpty)
  }

  @Test("Every level of swift-log is one, and nothing else")
  func words() throws {
    let convert = ["convert", manifest, "--to", "json", "--log-level"]
    for level in ["trace", "debug", "info", "notice", "warning", "error", "critical"] {
      #expect(try Program.run(convert + [level]).status == 0)
    }
    #expect(try Program.run(convert + ["loud"]).status == 2)
  }
}
