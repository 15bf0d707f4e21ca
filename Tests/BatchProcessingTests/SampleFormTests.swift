import Diagnostics
import FilePublishing
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("What a sample gives", .enabled(if: OpenSSLTool.isAvailable))
struct SampleFormTests {
  /// All but the one that makes keys, which no plan could fix.
  private static let samples = [
    "01-first-certificates/manifest.json", "02-migration/manifest.jsonl", "03-people/manifest.json",
    "04-revocation/manifest.json", "05-refusals/manifest.json", "06-leavers/manifest.json", "07-renewal/manifest.json",
    "09-other-certificates/manifest.json", "10-locations/manifest.json", "11-attributes/manifest.json",
    "api/documented.json", "api/captured.json", "api/wrapped.jsonl",
  ]

  @Test("is the same, byte for byte, whether manifest and home are JSON or XML", arguments: samples)
  func forms(name: String) throws {
    let site = try BatchSite()
    let preparation = sample(name.prefix { $0 != "/" } + "/prepare")
    if FileReading.exists(preparation) {
      let prepared = try Command.run(preparation, [site.folder.file("home")])
      try #require(prepared.status == 0, "\(prepared.errors)")
    }
    let twin = try site.twin()
    let report = try site.run(file: sample(name), out: "json")
    #expect(report.counts.total >= 10)
    // Answers tell where stores lie: the second run is at the same place.
    try site.replaceHome(by: twin)
    try site.rewriteHomeAsXML()
    #expect(try site.configurationFiles().allSatisfy { $0.hasSuffix(".xml") })
    let other = try site.run(file: sample(name.prefix { $0 != "." } + ".xml"), out: "xml")
    #expect(other.counts.outcomes == report.counts.outcomes)
    // Passwords that were reset are random.
    let published = try ["json", "xml"].map { try site.published($0).filter { !$0.key.hasPrefix("secrets/") } }
    #expect(published[0]["results.jsonl"]?.isEmpty == false)
    expectSame(published[1], published[0], name)
  }
}
