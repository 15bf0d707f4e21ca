import IssuanceLedger
import OpenSSLBackend
import PKIModel
import RequestResolution
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Serial numbers that are taken", .enabled(if: OpenSSLTool.isAvailable))
struct SerialNumberCollisionTests {
  /// Octets that are the same for all requests up to some attempt.
  private struct Repeating: SerialNumberSource {
    let attempts: Int

    func randomOctets(forRequest id: String, attempt: Int) -> [UInt8] {
      attempt < attempts
        ? [UInt8](repeating: 7, count: 16) : HashedSerialNumbers().randomOctets(forRequest: id, attempt: attempt)
    }
  }

  private func run(_ attempts: Int, _ operation: String) throws -> (site: BatchSite, results: [ResultMembers]) {
    let site = try BatchSite()
    let request = ManifestText.base64(try RequestPool().good[1])
    let manifest = ManifestText.of(
      ["a", "b"].map { ManifestText.request($0, operation, #""body":{"request":"\#(request)"}"#) })
    let surroundings = RunSurroundings(
      now: BatchSite.moment(days: 1), serialNumbers: Repeating(attempts: attempts),
      askPassphrase: { _ in SecretOctets(copying: BatchSite.passphrase.utf8) })
    try site.run(manifest, in: surroundings)
    return (site, try site.results().map(ResultMembers.init))
  }

  @Test("are drawn again", arguments: ["issueCertificate", "submitCertificateRequest"])
  func again(operation: String) throws {
    let (site, results) = try run(3, operation)
    #expect(results.map(\.verdict) == ["OK", "OK"])
    #expect(try site.ledger().certificateCounts().values.reduce(0, +) == 2)
  }

  @Test("for ever end the request, not the run", arguments: ["issueCertificate", "submitCertificateRequest"])
  func forEver(operation: String) throws {
    let (site, results) = try run(.max, operation)
    // Lanes work at the same time, so that either request may be the first.
    let refused = results.filter { $0.verdict != "OK" }
    #expect(refused.map(\.verdict) == ["serialNumber.taken"])
    #expect(refused.map { $0["outcome"] } == ["AUTHORITY_ERROR"])
    #expect(try site.ledger().certificateCounts().values.reduce(0, +) == 1)
  }
}
