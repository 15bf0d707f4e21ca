import IssuanceLedger
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A random sequence of requests about keys", .enabled(if: OpenSSLTool.isAvailable))
struct KeySequenceTests {
  private static let count = 40

  /// What a run left, as far as it is not drawn at random with the keys.
  private struct Outcome: Equatable {
    /// Of each request, in manifest order: id, verdict, certificate, and its state.
    let results: [String]
    /// Alias and state of each key.
    let keys: [String]
    /// UUID and state of each certificate, and why it is revoked.
    let certificates: [String]
    /// How many key files there are.
    let fileCount: Int

    init(of site: BatchSite) throws {
      results = try site.results().map { line in
        let result = try ResultMembers(line)
        let destroyed = line.contains(#""keyDestroyed":true"#)
        return "\(result["id"] ?? "") \(result.verdict) \(result["certificateUuid"] ?? "") "
          + "\(result["state"] ?? "") \(destroyed)"
      }
      let ledger = try site.ledger()
      keys = try ledger.view { try $0.tokenKeys(in: nil).map { "\($0.alias) \($0.state)" }.sorted() }
      var certificates: [String] = []
      try ledger.view { view in
        try view.forEachCertificate { record in
          let reason = try view.revocation(of: record.uuid).map(\.reason.code) ?? "-"
          certificates.append("\(record.uuid) \(record.state) \(reason)")
        }
      }
      self.certificates = certificates
      fileCount = try site.folder.tree().filter { $0.hasPrefix("home/keys/tokens/") && $0.hasSuffix(".pem") }.count
    }
  }

  @Test("comes to the same with any number of lanes, and again when it is run again", arguments: [21, 22, 23, 24])
  func lanes(seed: UInt64) throws {
    let site = try BatchSite()
    try site.addTokenProfile(passphrase: "token secret 4711")
    let text = KeySequence(seed: seed, count: KeySequenceTests.count).text
    var outcomes: [Outcome] = []
    for lanes in [1, 2, 8] {
      let twin = try site.twin()
      try twin.run(text, lanes: lanes)
      let outcome = try Outcome(of: twin)
      let results = try twin.results()
      try twin.run(text, lanes: lanes)
      #expect(try Outcome(of: twin) == outcome, "seed \(seed), \(lanes) lanes, run again")
      let again = try twin.results().map { $0.replacing(#","replayed":true"#, with: "") }
      #expect(again == results, "seed \(seed), \(lanes) lanes, run again")
      outcomes.append(outcome)
    }
    #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "seed \(seed): \(outcomes)")
    let destroyed = outcomes[0].keys.filter { $0.contains("destroyed") }.count
    #expect(outcomes[0].fileCount == outcomes[0].keys.count - destroyed, "seed \(seed)")
  }

  @Test("has everything that can become of keys and requests with them")
  func coverage() throws {
    let site = try BatchSite()
    try site.addTokenProfile(passphrase: "token secret 4711")
    var verdicts: Set<String> = []
    var states: Set<String> = []
    for seed in [21, 22, 23, 24] as [UInt64] {
      let twin = try site.twin()
      try twin.run(KeySequence(seed: seed, count: KeySequenceTests.count).text)
      verdicts.formUnion(try twin.results().map { try ResultMembers($0).verdict })
      states.formUnion(try twin.ledger().view { try $0.tokenKeys(in: nil).map(\.state.rawValue) })
    }
    #expect(verdicts.isSuperset(of: ["OK", "key.exists", "key.state", "certificate.state"]), "\(verdicts)")
    #expect(states.isSuperset(of: ["active", "compromised", "destroyed"]), "\(states)")
  }
}
