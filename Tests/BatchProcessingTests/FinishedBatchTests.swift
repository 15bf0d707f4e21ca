import Diagnostics
import Foundation
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A batch in which everything has succeeded")
struct FinishedBatchTests {
  private let site: BatchSite
  private let pool: RequestPool

  init() throws {
    site = try BatchSite()
    pool = try RequestPool()
    try site.run(manifest)
  }

  private var manifest: String { text(of: 3) }

  private func text(of count: Int) -> String {
    ManifestText.of(
      (1...count).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }
        + [ManifestText.revoke("v", "@r-1", reason: "superseded")])
  }

  /// Whether the next run of the manifest found nothing to do; it says the same in any case.
  private func hasNothingToDo(days: Int64 = 2) throws -> Bool {
    let runs = try runCount()
    let report = try site.run(manifest, in: site.surroundings(days: days))
    #expect(report.signedCount == 0)
    #expect(report.counts.text == "in=4 done=4 rejected=0 failed=0 skipped=0")
    #expect(report.counts.issued == 3)
    return try runCount() == runs
  }

  private func runCount() throws -> Int? { try site.ledger().batches().map(\.runs).reduce(0, +) }

  @Test("has nothing to do, touches no file and asks for no key")
  func nothing() throws {
    let files = try site.published()
    let report = try site.run(manifest, in: site.surroundings(days: 2, passphrase: "wrong"))
    #expect(report.counts.issued == 3)
    #expect(try hasNothingToDo())
    #expect(try site.published() == files)
  }

  @Test("is done again where a file of the output is altered, missing or new", arguments: [0, 1, 2])
  func output(fault: Int) throws {
    let before = try #require(site.folder.contents("out/summary.json"))
    switch fault {
    case 0: try site.folder.write([0x7B], to: "out/summary.json")
    case 1: try FileManager.default.removeItem(atPath: site.folder.file("out/summary.json"))
    default: try site.folder.write([], to: "out/SHA256SUMS")
    }
    #expect(try !hasNothingToDo())
    #expect(site.folder.contents("out/summary.json") == before)
    #expect(try hasNothingToDo())
  }

  @Test("is done again where the configuration is another one")
  func configuration() throws {
    let path = "home/certificate-profiles/device.json"
    let text = String(decoding: try #require(site.folder.contents(path)), as: UTF8.self)
    try site.folder.write(Array(text.replacing("3650", with: "3651").utf8), to: path)
    #expect(try !hasNothingToDo())
  }

  @Test("is done again where another batch ran since")
  func otherBatch() throws {
    let other = ManifestText.of([ManifestText.issue("x", pool.good[1], name: "x.example")], batch: "other")
    try site.run(other, out: "other")
    #expect(try !hasNothingToDo())
  }

  @Test("is done again where certificates are to be written in another way")
  func mode() throws {
    let report = try site.run(manifest, mode: .bulk, in: site.surroundings(days: 2))
    #expect(report.counts.issued == 3)
    #expect(site.folder.contents("out/bundles/certificates.pem") != nil)
  }

  @Test("is done again where the manifest says more")
  func longer() throws {
    #expect(try site.run(text(of: 4)).signedCount == 1)
  }

  @Test("is no such batch where a request was refused")
  func refused() throws {
    let refusing = ManifestText.of(
      [
        ManifestText.issue("r-1", pool.good[1], name: "h.example"),
        ManifestText.revoke("b", "@nobody", reason: "superseded"),
      ],
      batch: "refusing")
    let batch = try site.run(refusing, out: "refusing")
    #expect(batch.counts.count(.rejected) == 1)
    let runs = try runCount()
    try site.run(refusing, out: "refusing")
    #expect(try runCount() != runs)
  }
}
