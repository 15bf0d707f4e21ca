import Configuration
import Diagnostics
import IssuanceLedger
import PKIModel
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("CRLs of an authority")
struct CRLNumberTests {
  private let site: BatchSite

  init() throws {
    site = try BatchSite()
    let pool = try RequestPool()
    try site.run(ManifestText.of((0..<3).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") }))
  }

  private func last() throws -> RecordedCRL {
    let authority = try #require(try site.home().configuration.authorities.first)
    return try #require(try site.ledger().lastCRL(authority: authority.uuid))
  }

  private func publish(days: Int64) throws -> [String] {
    try CRLPublication(home: site.home(), surroundings: site.surroundings(days: days))
      .publish(authority: nil, out: site.folder.file("crl"), lockWait: 0)
  }

  /// RFC 5280 5.2.3: the numbers grow.
  @Test("have numbers that grow, one for each run that revokes")
  func numbers() throws {
    #expect(try last().number == 1)
    #expect(try last().entryCount == 0)
    // A reference leads only to earlier requests of the same manifest; nothing is revoked, no CRL is due.
    let manifest = ManifestText.of([ManifestText.revoke("v", "@r-0")])
    #expect(try site.run(manifest, in: site.surroundings(days: 2)).counts.count(.done) == 0)
    #expect(try last().number == 1)
    let certificates = try certificates()
    for (index, uuid) in certificates.prefix(2).enumerated() {
      try site.run(
        ManifestText.of([ManifestText.revoke("w-\(index)", uuid)]), in: site.surroundings(days: 3))
      #expect(try last().number == 2 + index)
      #expect(try last().entryCount == 1 + index)
    }
    #expect(try publish(days: 4).first?.hasPrefix("issuing-ca: CRL 4, 2 entries") == true)
  }

  @Test("are not made when the clock went back")
  func clock() throws {
    _ = try publish(days: 5)
    let problem = try #require(#expect(throws: RunProblem.self) { _ = try publish(days: 4) })
    #expect(problem.status == .inputOutput)
    #expect(problem.lines.first?.contains("but CRL 2 of issuing-ca was made at") == true)
    #expect(try last().number == 2)
    // The same moment is not earlier.
    #expect(try publish(days: 5).first?.hasPrefix("issuing-ca: CRL 3") == true)
  }

  @Test("verify under the authority's certificate and list what was revoked")
  func secondOpinion() throws {
    let uuid = try #require(try certificates().first)
    try site.run(
      ManifestText.of([ManifestText.revoke("w", uuid, reason: "keyCompromise")]), in: site.surroundings(days: 2))
    let chain = site.folder.file("home/keys/issuing-ca-chain.pem")
    let judged = try Command.run(
      "openssl", ["crl", "-in", site.folder.file("out/crl/issuing-ca.pem"), "-CAfile", chain, "-noout", "-text"])
    #expect(judged.status == 0)
    #expect(judged.errors.contains("verify OK"))
    #expect(judged.output.contains("Key Compromise"))
    #expect(judged.output.split(separator: "Serial Number:").count == 2)
  }

  private func certificates() throws -> [String] {
    let ledger = try site.ledger()
    let batch = try #require(try ledger.batch(named: "b-1"))
    return try ledger.view(batch: batch.number) { view in
      try (0..<3).map { number in
        let certificate = try view.request(id: "r-\(number)")?.certificate
        return try #require(certificate).description
      }
    }
  }
}
