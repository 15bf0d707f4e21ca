import IssuanceLedger
import PKIModel
import ResultWriting
import Synchronization
import TestSupport
import Testing

@testable import BatchProcessing

/// Random requests over few certificates, end entities, keys and locations; `MixedManifest` says which.
@Suite("A random sequence of requests", .enabled(if: OpenSSLTool.isAvailable))
struct SequenceTests {
  static let seeds: [UInt64] = [11, 12, 15, 26]
  private static let count = 100

  /// What one run left.
  private struct Outcome {
    let files: [String: [UInt8]]
    let ledger: LedgerContents
    let stores: StoreContents

    init(of site: BatchSite, out: String) throws {
      files = try site.published(out)
      ledger = try LedgerContents(of: site)
      stores = try StoreContents(of: site)
    }

    func expectSame(as expected: Outcome, _ comment: String) {
      BatchProcessingTests.expectSame(files, expected.files, comment)
      BatchProcessingTests.expectSame(ledger, expected.ledger, comment)
      #expect(stores == expected.stores, "\(comment)")
    }
  }

  private func withoutReplays(_ results: [String]) -> [String] {
    results.map { $0.replacing(#","replayed":true"#, with: "") }
  }

  @Test(
    "gives the same files, ledger, stores and keys for any number of lanes, once, twice, and changed", arguments: seeds)
  func lanes(seed: UInt64) throws {
    let mixed = try MixedSite()
    let first = mixed.manifest(seed: seed, count: SequenceTests.count)
    let manifests = [first, first, first.again()]
    var expected: [Outcome] = []
    for lanes in [1, 2, 8] {
      let twin = try mixed.site.twin()
      for (number, manifest) in manifests.enumerated() {
        let out = "out-\(number)"
        try twin.run(manifest.text(), lanes: lanes, out: out, in: twin.surroundings(days: Int64(number) + 1))
        let outcome = try Outcome(of: twin, out: out)
        if lanes == 1 { expected.append(outcome) }
        outcome.expectSame(as: expected[number], "seed \(seed), run \(number + 1), \(lanes) lanes")
      }
      #expect(try withoutReplays(twin.results("out-1")) == twin.results("out-0"), "seed \(seed), \(lanes) lanes")
    }
  }

  @Test("that is interrupted, resumed and run again comes to what one whole run comes to")
  func interrupted() throws {
    let mixed = try MixedSite()
    var cutShort = 0
    for seed in SequenceTests.seeds {
      var random = SplitMix(seed: seed)
      let text = mixed.manifest(seed: seed, count: SequenceTests.count).text()
      let whole = try mixed.site.twin()
      try whole.run(text)
      for lanes in [1, 2, 8] {
        let twin = try mixed.site.twin()
        let end = Int.random(in: 1...12, using: &random)
        let comment = "seed \(seed), \(lanes) lanes, ended with delivery \(end)"
        if try interrupt(twin, text, lanes, deliveries: end) < SequenceTests.count { cutShort += 1 }
        let workplace = try Workplace(
          home: twin.home(), settings: RunSettings(lanes: lanes), surroundings: twin.surroundings())
        #expect(try workplace.resume() == 0, "\(comment)")
        try twin.run(text, lanes: lanes)
        let results = try [twin, whole].map { try withoutReplays($0.results()).map(CRLText.meaning) }
        #expect(results[0] == results[1], "\(comment)")
        expectSame(try LedgerContents(of: twin, .state), try LedgerContents(of: whole, .state), comment)
        #expect(try StoreContents(of: twin) == StoreContents(of: whole), "\(comment)")
      }
    }
    // Runs that were over before they could be interrupted would prove nothing.
    #expect(cutShort > SequenceTests.seeds.count)
  }

  /// Ends a run after some deliveries of results; gives how many requests were answered.
  private func interrupt(_ site: BatchSite, _ manifest: String, _ lanes: Int, deliveries: Int) throws -> Int {
    let interruption = Interruption()
    let left = Countdown(deliveries)
    let surroundings = site.surroundings(interruption: interruption) { _, _ in
      if left.isOver() { interruption.request(signal: 2) }
    }
    return try site.run(manifest, lanes: lanes, in: surroundings).counts.total
  }

  /// Counts calls from whichever thread.
  private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func isOver() -> Bool {
      left.withLock { left in
        left -= 1
        return left <= 0
      }
    }
  }

  /// A sequence in which nothing happens would prove nothing.
  @Test("has everything that can become of certificates, end entities, keys and locations")
  func coverage() throws {
    let mixed = try MixedSite()
    var verdicts: Set<String> = []
    var states: Set<String> = []
    for seed in SequenceTests.seeds {
      let twin = try mixed.site.twin()
      try twin.run(mixed.manifest(seed: seed, count: SequenceTests.count).text())
      for line in try twin.results() {
        let result = try ResultMembers(line)
        let operation = result["operation"] ?? ""
        verdicts.formUnion(["\(operation) \(result.verdict)", "\(operation) \(result["outcome"] ?? "")"])
      }
      states.formUnion(try twin.ledger().view { try $0.tokenKeys(in: nil).map(\.state.rawValue) })
      states.formUnion(try StoreContents(of: twin).lines.map { String($0.prefix { $0 != " " && $0 != ":" }) })
    }
    let done = [
      "issueCertificate", "revokeCertificate", "bulkRevoke", "renewCertificate", "rekeyCertificate",
      "submitCertificateRequest", "issueNewCertificate", "uploadCertificate", "identifyCertificate", "getCertificate",
      "getCertificateEventHistory", "listCertificates", "getCrl", "addEndEntity", "editEndEntity", "resetPassword",
      "legacyIssueCertificate", "revokeAndDeleteEndEntity", "listEntities", "getEndEntity", "createKey", "destroyKey",
      "listKeys", "pushCertificate", "removeCertificate", "listLocations",
    ].map { "\($0) OK" }
    let refused = [
      "bulkRevoke PARTIAL", "createKey key.exists", "destroyKey key.state", "issueCertificate key.state",
      "issueCertificate request.idConflict", "issueCertificate request.dependencyFailed",
      "issueCertificate request.reference", "legacyIssueCertificate endEntity.password",
      "legacyIssueCertificate endEntity.status", "pushCertificate location.full",
      "removeCertificate location.entryUnknown", "revokeCertificate certificate.state",
    ]
    #expect(Set(done + refused).subtracting(verdicts).sorted() == [], "\(verdicts.sorted())")
    let expected = ["active", "compromised", "destroyed", "bundle", "folder", "jks", "p12", "user-0"]
    #expect(Set(expected).subtracting(states).sorted() == [], "\(states.sorted())")
  }
}
