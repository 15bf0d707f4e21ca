import TestSupport
import Testing

@Suite struct LoggingTests {
  private let manifest = Program.packaged("samples/04-revocation/manifest.json")

  @Test("A run logs what it does at level info on standard error, and nothing of it unless asked; data stay apart")
  func levels() throws {
    let events = ["run begins", "requests are done", "CRL is signed"]
    let quiet = try Site().run(manifest)
    for event in events { #expect(!quiet.errors.contains(event)) }
    let talking = try Site().run(manifest, ["--log-level", "info"])
    for event in events { #expect(talking.errors.contains(event)) }
    #expect(talking.output == quiet.output)
  }

  @Test("A level that does not exist is a usage error")
  func unknownLevel() throws {
    #expect(try Site().run(manifest, ["--log-level", "loud"]).status == 2)
  }
}
