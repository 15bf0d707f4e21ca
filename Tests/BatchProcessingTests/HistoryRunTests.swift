import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Histories of certificates in a run")
struct HistoryRunTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
  }

  private func about(_ operation: String, _ id: String, _ certificate: String) -> String {
    ManifestText.request(id, operation, #""certificateUuid":"\#(certificate)""#)
  }

  private func history(_ id: String, _ certificate: String) -> String {
    about("getCertificateEventHistory", id, certificate)
  }

  private func renew(_ id: String, _ certificate: String) -> String {
    ManifestText.request(id, "renewCertificate", #""certificateUuid":"\#(certificate)""#, #""body":{}"#)
  }

  /// What a result's events are, and when they were.
  private func events(_ line: String, _ name: String) -> [String] {
    line.split(separator: #""\#(name)":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  @Test("tell when each thing was, of whichever batch")
  func times() throws {
    let first = ManifestText.of([
      ManifestText.issue("a", pool.good[1], name: "a.example"),
      // Plain: nothing but its certificate is on record.
      ManifestText.request(
        "plain", "issueCertificate", #""body":{"request":"\#(ManifestText.base64(pool.good[1]))"}"#),
      renew("a-2", "@a"),
    ])
    try site.run(first)
    let uuids = try site.results().map { try ResultMembers($0)["certificateUuid"] ?? "" }
    let second = ManifestText.of(
      [ManifestText.revoke("v", uuids[0], reason: "superseded"), renew("late", uuids[0])]
        + (0..<3).map { history("h-\($0)", uuids[$0]) } + [about("getCertificate", "g", uuids[0])],
      batch: "b-2")
    try site.run(second, out: "second", in: site.surroundings(days: 9))
    let lines = try site.results("second")
    let days = [1, 9].map { BatchSite.moment(days: $0).description }
    for line in [lines[2], lines[5]] {
      #expect(
        events(line, "event") == [
          "Issue Certificate", "Renew Certificate", "Revoke Certificate", "Renew Certificate",
        ])
      #expect(events(line, "status") == ["SUCCESS", "SUCCESS", "SUCCESS", "FAILED"])
      #expect(events(line, "created") == [days[0], days[0], days[1], days[1]])
      #expect(events(line, "createdBy") == ["b-1", "b-1", "b-2", "b-2"])
      #expect(events(line, "Request") == ["a", "a-2", "v", "late"])
    }
    for line in [lines[3], lines[4]] {
      #expect(events(line, "event") == ["Issue Certificate"])
      #expect(events(line, "created") == [days[0]])
      #expect(events(line, "createdBy") == ["b-1"])
    }
    #expect(
      lines[5].contains(#""issueAttributes":[{"uuid":"#) && lines[5].contains(#""relatedCertificates":[{"uuid":"#))
    let published = try site.published("second")
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "b-2", out: site.folder.file("published"))
    expectSame(try site.published("published"), published, "published again")
  }

  @Test("are the same for any form and number of lanes", arguments: [71, 72] as [UInt64])
  func order(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let requests = (0..<240).map { position in
      let id = "r-\(position)"
      let name = "@r-\(Int.random(in: 0..<max(1, position / 3), using: &random))"
      return switch position < 8 ? 0 : Int.random(in: 0..<10, using: &random) {
      case 0..<2: ManifestText.issue(id, pool.good[1], name: "h\(position).example")
      case 2..<4: renew(id, name)
      case 4: ManifestText.revoke(id, name)
      case 5..<8: history(id, name)
      case 8: about("getCertificate", id, name)
      default: ManifestText.request(id, "listCertificates")
      }
    }
    let manifest = ManifestText.of(requests)
    var expected: [String: [UInt8]] = [:]
    for lanes in [1, 3, 8] {
      let twin = try site.twin()
      if lanes == 3 { try twin.run(inXML: manifest, lanes: lanes) } else { try twin.run(manifest, lanes: lanes) }
      if lanes == 1 {
        expected = try twin.published()
        let text = try twin.results().joined()
        #expect(text.contains("Renew Certificate") && text.contains("FAILED") && text.contains("Revoke Certificate"))
      }
      expectSame(try twin.published(), expected, "seed \(seed), \(lanes) lanes")
    }
  }
}
