import Configuration
import Diagnostics
import IssuanceLedger
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// What a crash between intent and signature leaves, and how it is finished.
@Suite("Resuming")
struct ResumingTests {
  private let site: BatchSite
  private let manifest: String

  init() throws {
    site = try BatchSite()
    let pool = try RequestPool()
    manifest = ManifestText.of((0..<5).map { ManifestText.issue("r-\($0)", pool.good[1], name: "h\($0).example") })
  }

  /// Records the intents of a run elsewhere, as a run does before it signs.
  private func stopBeforeSignatures() throws -> [UniqueID: [UInt8]] {
    let twin = try site.twin()
    try twin.run(manifest)
    let source = try twin.ledger()
    let made = try #require(try source.batch(named: "b-1"))
    var decisions: [RecordedDecision] = []
    var signed: [UniqueID: [UInt8]] = [:]
    try source.forEachRequest(.all, batch: made.number) { request, view in
      let uuid = try #require(request.certificate)
      let record = try #require(try view.certificate(uuid))
      signed[record.uuid] = record.tbs
      let intent = CertificateRecord(
        uuid: record.uuid, authority: record.authority, raProfile: record.raProfile, serialNumber: record.serialNumber,
        state: .requested, tbs: record.tbs, request: record.request)
      decisions.append(RecordedDecision(request: request, changes: [.intend(intent)]))
    }
    let ledger = try site.ledger()
    let batch = try ledger.openBatch(named: "b-1", at: BatchSite.moment(days: 1))
    let conflicts = try ledger.commit(batch, signatures: [], decisions: decisions, failures: [])
    #expect(conflicts.isEmpty)
    return signed
  }

  private func resume(_ surroundings: RunSurroundings) throws -> Int {
    try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: surroundings).resume()
  }

  private func expectIssued(_ expected: [UniqueID: [UInt8]]) throws {
    let authority = try #require(try site.home().workingIssuers.first)
    let ledger = try site.ledger()
    #expect(try ledger.openIntents(limit: 10).isEmpty)
    #expect(try ledger.certificateCounts() == [.issued: expected.count])
    try ledger.view { view in
      for (uuid, tbs) in expected {
        let record = try #require(try view.certificate(uuid))
        #expect(record.tbs == tbs)
        let signature = try #require(record.signature)
        #expect(
          try SignatureVerification.isValid(
            signature: signature, of: tbs, algorithm: authority.signatureAlgorithm,
            publicKey: authority.certificate.tbs.publicKey))
      }
    }
  }

  @Test("signs the bytes that were recorded, later")
  func resume() throws {
    let intended = try stopBeforeSignatures()
    #expect(try site.ledger().openIntents(limit: 10).count == 5)
    #expect(try resume(site.surroundings(days: 30)) == 5)
    try expectIssued(intended)
    #expect(try resume(site.surroundings(days: 31)) == 0)
  }

  @Test("happens by running the manifest again, too")
  func runAgain() throws {
    let intended = try stopBeforeSignatures()
    let report = try site.run(manifest, in: site.surroundings(days: 30))
    #expect(report.signedCount == 5)
    #expect(report.counts.issued == 5)
    try expectIssued(intended)
  }

  @Test("keeps the intents where the key cannot be opened")
  func wrongPassphrase() throws {
    _ = try stopBeforeSignatures()
    let problem = try #require(
      #expect(throws: RunProblem.self) { _ = try resume(site.surroundings(passphrase: "wrong")) })
    #expect(problem.status == .keyProblem)
    #expect(try site.ledger().openIntents(limit: 10).count == 5)
  }

  @Test("asks for no key where nothing is open")
  func nothingOpen() throws {
    #expect(try resume(site.surroundings(passphrase: "wrong")) == 0)
  }
}
