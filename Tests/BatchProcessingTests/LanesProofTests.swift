import Diagnostics
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// Lanes change how long a run takes and nothing else.
@Suite("However many lanes there are")
struct LanesProofTests {
  @Test("every published byte is the same", arguments: ResultsWriter.Mode.allCases)
  func bytes(mode: ResultsWriter.Mode) throws {
    let mixed = try MixedSite()
    let manifest = mixed.manifest(seed: 20_260_103, count: 450, entities: 6)
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 2, 3, 8] {
      let twin = try mixed.site.twin()
      let report = try twin.run(manifest.text(), lanes: lanes, mode: mode)
      #expect(report.counts.total == 450)
      let published = try twin.published()
      if lanes == 1 {
        expected = published
        try checkVariety(report, published, mode)
      }
      expectSame(published, expected, "\(lanes) lanes")
    }
  }

  /// A proof by a manifest in which nothing happens would be none.
  private func checkVariety(_ report: RunReport, _ published: [String: [UInt8]], _ mode: ResultsWriter.Mode) throws {
    for tally in [report.counts.count(.done), report.counts.count(.rejected), report.counts.count(.skipped)] {
      #expect(tally >= 10)
    }
    #expect(report.signedCount >= 100)
    #expect(published["crl/issuing-ca.crl"] != nil)
    #expect(published["results.jsonl"] != nil && published["SHA256SUMS"] != nil)
    #expect((published["bundles/index.jsonl"] != nil) == (mode == .bulk))
    let results = String(decoding: published["results.jsonl"] ?? [], as: UTF8.self)
    for code in [
      "request.idConflict", "request.dependencyFailed", "request.reference", "endEntity.password", "endEntity.exists",
      "endEntity.unknown", "certificate.state", "subject.notAllowed", "csr.proofOfPossession", "csr.encoding",
      "subjectAltName.notAllowed", "attribute.unknown", "key.mismatch", "member.type", "certificate.exists",
      "certificate.unknown", "certificate.raProfile", "certificate.notIdentified",
    ] {
      #expect(results.contains(#""code":"\#(code)""#), "nothing was refused with \(code)")
    }
    #expect(report.counts.outcomes[.partial] != nil)
  }
}

/// Says which files differ, and the first line of results that does.
func expectSame(_ actual: [String: [UInt8]], _ expected: [String: [UInt8]], _ comment: String) {
  #expect(actual.keys.sorted() == expected.keys.sorted(), "\(comment)")
  for (path, octets) in expected where actual[path] != octets {
    // Only results are lines that people read.
    let pair = path != "results.jsonl" ? nil : zip(lines(actual[path] ?? []), lines(octets)).first { $0.0 != $0.1 }
    Issue.record("\(comment): \(path) differs: \(pair.map { "\($0.0)\n\($0.1)" } ?? "")")
  }
}

private func lines(_ octets: [UInt8]) -> [Substring] {
  String(decoding: octets, as: UTF8.self).split(separator: "\n")
}
