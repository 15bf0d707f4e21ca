import Foundation
import PKIModel
import ResultWriting
import Testing

@Suite("Rendering a revocation report piece by piece")
struct RevocationReportRendererTests {
  @Test("a report that is rendered again has the same octets", arguments: RevocationReport.Form.allCases)
  func repeatable(_ form: RevocationReport.Form) throws {
    #expect(try RevocationReportFixture().render(form) == RevocationReportFixture().render(form))
  }

  @Test("both lists are there when the switch is left out or told twice", arguments: RevocationReport.Form.allCases)
  func sections(_ form: RevocationReport.Form) throws {
    let report = RevocationReport(scope: "nothing", authorities: [], counts: .init())
    var once = RevocationReportRenderer(form)
    var never = RevocationReportRenderer(form)
    var twice = RevocationReportRenderer(form)
    let expected = once.begin(report) + once.beginNotRevoked() + once.end()
    #expect(never.begin(report) + never.end() == expected)
    #expect(twice.begin(report) + twice.beginNotRevoked() + twice.beginNotRevoked() + twice.end() == expected)
  }

  @Test("an empty report is JSON with two empty lists")
  func emptyJSON() throws {
    var renderer = RevocationReportRenderer(.json)
    let bytes = renderer.begin(.init(scope: "", authorities: [], counts: .init())) + renderer.end()
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((object["revocations"] as? [Any])?.isEmpty == true)
    #expect((object["notRevoked"] as? [Any])?.isEmpty == true)
    #expect((object["authorities"] as? [Any])?.isEmpty == true)
  }

  @Test("a section without entries says so on the page instead of an empty table")
  func emptyHTML() {
    var renderer = RevocationReportRenderer(.html)
    let bytes = renderer.begin(.init(scope: "", authorities: [], counts: .init())) + renderer.end()
    let html = String(decoding: bytes, as: UTF8.self)
    #expect(html.contains("No certificate was revoked."))
    #expect(html.contains("Everything that was asked was revoked."))
    #expect(!html.contains("<table class=\"entries"))
  }

  @Test("the total of the revocations is the sum over the reasons")
  func total() {
    let counts = RevocationReport.Counts(byReason: [.superseded: 1_200_000, .aACompromise: 34], notRevoked: 5)
    #expect(counts.revoked == 1_200_034)
    #expect(counts.count(of: .keyCompromise) == 0)
    var renderer = RevocationReportRenderer(.html)
    let html = String(decoding: renderer.begin(.init(scope: "", authorities: [], counts: counts)), as: UTF8.self)
    #expect(html.contains("<dd>1\u{202F}200\u{202F}034</dd>"))
  }

  @Test("the file of each form is named after it")
  func fileNames() {
    #expect(
      RevocationReport.Form.allCases.map(\.fileName)
        == ["json", "xml", "csv", "html"].map { "revocation-report.\($0)" })
  }
}
