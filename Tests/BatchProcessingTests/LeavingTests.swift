import Configuration
import Diagnostics
import Foundation
import IssuanceLedger
import PKIModel
import RequestResolution
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("End entities that leave")
struct LeavingTests {
  private let pool: RequestPool
  private let site: BatchSite

  init() throws {
    pool = try RequestPool()
    site = try BatchSite()
  }

  /// Three people with a certificate each, one of which is revoked at once, and two who leave.
  private func manifest() -> String {
    let people = ["anna", "bert", "carl"]
    var requests = people.flatMap { name in
      [
        ManifestText.addEndEntity("add-\(name)", name, password: "pw", name: "\(name).example"),
        ManifestText.enrol("enrol-\(name)", name, password: "pw", pool.good[1]),
      ]
    }
    requests.append(ManifestText.revoke("revoke-anna", "@enrol-anna", reason: "keyCompromise"))
    requests += ["anna", "bert"].map {
      ManifestText.request("bye-\($0)", "revokeAndDeleteEndEntity", #""username":"\#($0)""#)
    }
    requests.append(ManifestText.revoke("late", "@enrol-bert", reason: "superseded"))
    requests.append(ManifestText.request("list", "listEntities"))
    return ManifestText.of(requests)
  }

  @Test("take their certificates onto the CRL and into the report", arguments: [1, 8])
  func leaving(lanes: Int) throws {
    let report = try site.run(manifest(), lanes: lanes)
    let results = try site.results()
    #expect(report.counts.count(.done) == 10 && report.counts.count(.rejected) == 1, "\(results)")
    #expect(results[7].contains(#""endEntity":{"username":"anna","previousStatus":"GENERATED","revoked":[]}"#))
    #expect(results[8].contains(#""endEntity":{"username":"bert","previousStatus":"GENERATED","revoked":[{"#))
    #expect(results[9].contains("on certificate in state Revoked"))
    #expect(results[10].contains(#""username":"carl""#) && !results[10].contains("anna"))
    let csv = String(decoding: try #require(try site.published()["revocation-report.csv"]), as: UTF8.self)
    let rows = csv.split(separator: "\r\n").filter { $0.contains("bye-bert") }
    #expect(rows.count == 1 && rows[0].contains("unspecified") && rows[0].contains("bert.example"), "\(csv)")
    #expect(!csv.contains("bye-anna"))
    let authority = try #require(site.home().workingIssuers.first).authority.uuid
    #expect(try site.ledger().lastCRL(authority: authority)?.entryCount == 2)
  }

  @Test("take along what was issued in the place of their certificates, in this run and later ones")
  func successors() throws {
    func renew(_ id: String, _ predecessor: String) -> String {
      ManifestText.request(id, "renewCertificate", #""certificateUuid":"\#(predecessor)","body":{}"#)
    }
    let requests = [
      ManifestText.addEndEntity("add", "anna", password: "pw", name: "anna.example"),
      ManifestText.enrol("enrol", "anna", password: "pw", pool.good[1]),
      renew("renewed", "@enrol"),
    ]
    try site.run(ManifestText.of(requests))
    let all =
      requests + [
        renew("again", "@renewed"), ManifestText.request("bye", "revokeAndDeleteEndEntity", #""username":"anna""#),
      ]
    let path = try site.folder.write(ManifestText.of(all).utf8, to: "m.json")
    let checked = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    #expect(checked.count(.done) == 5)
    try site.run(ManifestText.of(all), out: "second")
    let results = try site.results("second").map(ResultMembers.init)
    let removal = try #require(try site.results("second").last)
    #expect(
      [1, 2, 3].allSatisfy {
        results[$0]["certificateUuid"].map { removal.contains(#""certificateUuid":"\#($0)""#) } == true
      },
      "\(removal)")
    #expect(try site.ledger().certificateCounts() == [.revoked: 3])
  }

  @Test("leave nothing when a manifest is only checked")
  func checking() throws {
    let path = try site.folder.write(manifest().utf8, to: "m.json")
    let counts = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    #expect(counts.count(.done) == 10 && counts.count(.rejected) == 1)
  }

  @Test("are published as they were, and a run again changes nothing")
  func again() throws {
    try site.run(manifest())
    let first = try site.published()
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "b-1", out: site.folder.file("again"))
    expectSame(try site.published("again"), first, "published again")
    let report = try site.run(manifest(), out: "third")
    #expect(report.signedCount == 0)
    #expect(report.counts.count(.done) == 10)
  }
}

@Suite("Passwords that are reset")
struct PasswordFileTests {
  @Test("lie in files of their owner, and nowhere else")
  func files() throws {
    let site = try BatchSite()
    let pool = try RequestPool()
    try site.run(
      ManifestText.of([
        ManifestText.addEndEntity("add", "anna", password: "old-password", name: "anna.example"),
        ManifestText.request("reset", "resetPassword", #""username":"anna""#),
        ManifestText.request("nobody", "resetPassword", #""username":"bert""#),
      ]))
    let octets = try #require(site.folder.contents("out/secrets/reset.password"))
    let password = String(decoding: octets.dropLast(), as: UTF8.self)
    #expect(password.utf8.count == 26 && octets.last == 0x0A)
    let mode = try FileManager.default.attributesOfItem(atPath: site.folder.file("out/secrets/reset.password"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    #expect(site.folder.contents("out/secrets/nobody.password") == nil)
    #expect(try site.results()[1].contains(#""secretFile":"secrets/reset.password""#))
    for path in try site.folder.tree() where path != "out/secrets/reset.password" {
      let content = site.folder.contents(path) ?? []
      #expect(!Data(content).contains(Array(password.utf8)), "\(path)")
    }
    let next = ManifestText.of(
      [
        ManifestText.enrol("wrong", "anna", password: "old-password", pool.good[1]),
        ManifestText.enrol("right", "anna", password: password, pool.good[1]),
      ], batch: "b-2")
    #expect(try site.run(next, out: "next").counts.outcomes == [.badRequest: 1, .ok: 1])
  }

  @Test("are not made when a manifest is only checked")
  func checking() throws {
    let site = try BatchSite()
    let text = ManifestText.of([
      ManifestText.addEndEntity("add", "anna", password: "p", name: "anna.example"),
      ManifestText.request("reset", "resetPassword", #""username":"anna""#),
    ])
    let path = try site.folder.write(text.utf8, to: "m.json")
    let before = try site.folder.tree()
    let counts = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: path) { _ in }
    #expect(counts.count(.done) == 2)
    #expect(try site.folder.tree() == before)
  }
}

extension Data {
  fileprivate func contains(_ octets: [UInt8]) -> Bool { range(of: Data(octets)) != nil }
}
