import Foundation
import TestSupport
import Testing

@Suite struct LaneCountTests {
  /// What is drawn at random, made from it, or the time.
  static let masked =
    #""(certificateData|certificateContent|content|certificateUuid|uuid|serialNumber|fingerprint|sha256|path|created|creationTime|New Certificate Serial Number|not(Before|After))":"[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"#

  @Test("Four lanes give what one lane gives, up to what is drawn at random", arguments: SampleTests.samples)
  func lanes(sample: String) throws {
    let origin = try Site.prepared(for: sample)
    let results = try [1, 4].map { count in
      let site = try Site(copying: origin)
      let run = try site.run(Program.packaged("samples/" + sample), ["--lanes", String(count)])
      let text = String(decoding: try #require(site.folder.contents("out/results.jsonl")), as: UTF8.self)
      return run.output + text.replacingOccurrences(of: LaneCountTests.masked, with: "*", options: .regularExpression)
    }
    #expect(results[0].count > 1000)
    #expect(results[0] == results[1])
  }
}
