import ResultWriting
import Synchronization
import TestSupport
import Testing

@testable import BatchProcessing

/// Random requests over few certificates and end entities; `MixedManifest` says which.
@Suite("A random sequence of requests", .enabled(if: OpenSSLTool.isAvailable))
struct SequenceTests {
  static let seeds: [UInt64] = [11, 12, 13, 14]
  private static let count = 48

  private func manifest(seed: UInt64, _ pool: RequestPool) -> MixedManifest {
    MixedManifest(pool, seed: seed, count: SequenceTests.count, entities: 3, slowOperations: SequenceTests.count)
  }

  /// A home whose end entities have passwords that are hashed in no time.
  private func site() throws -> BatchSite {
    let site = try BatchSite()
    let profile = "home/end-entity-profiles/tls-server.json"
    let text = String(decoding: try #require(site.folder.contents(profile)), as: UTF8.self)
    let rules = #""enrolment": {"passwordMinLength": 20, "passwordHashLogN": 1}, "keys""#
    try site.folder.write(text.replacing(#""keys""#, with: rules).utf8, to: profile)
    return site
  }

  private func withoutReplays(_ results: [String]) -> [String] {
    results.map { $0.replacing(#","replayed":true"#, with: "") }
  }

  @Test("gives the same files and the same ledger for any number of lanes, once, twice, and changed", arguments: seeds)
  func lanes(seed: UInt64) throws {
    let site = try site()
    let first = manifest(seed: seed, try RequestPool(of: site))
    let manifests = [first, first, first.again()]
    var expected: [(files: [String: [UInt8]], ledger: LedgerContents)] = []
    for lanes in [1, 2, 8] {
      let twin = try site.twin()
      for (number, manifest) in manifests.enumerated() {
        let out = "out-\(number)"
        try twin.run(manifest.text(), lanes: lanes, out: out, in: twin.surroundings(days: Int64(number) + 1))
        let (files, ledger) = (try twin.published(out), try LedgerContents(of: twin))
        if lanes == 1 { expected.append((files, ledger)) }
        expectSame(files, expected[number].files, "seed \(seed), run \(number + 1), \(lanes) lanes")
        expectSame(ledger, expected[number].ledger, "seed \(seed), run \(number + 1), \(lanes) lanes")
      }
      #expect(try withoutReplays(twin.results("out-1")) == twin.results("out-0"), "seed \(seed), \(lanes) lanes")
    }
  }

  @Test("that is interrupted, resumed and run again comes to what one whole run comes to")
  func interrupted() throws {
    let site = try site()
    let pool = try RequestPool(of: site)
    var cutShort = 0
    for seed in SequenceTests.seeds {
      var random = SplitMix(seed: seed)
      let text = manifest(seed: seed, pool).text()
      let whole = try site.twin()
      try whole.run(text)
      for lanes in [1, 2, 8] {
        let twin = try site.twin()
        let end = Int.random(in: 1...6, using: &random)
        let comment = "seed \(seed), \(lanes) lanes, ended with delivery \(end)"
        if try interrupt(twin, text, lanes, deliveries: end) < SequenceTests.count { cutShort += 1 }
        let workplace = try Workplace(
          home: twin.home(), settings: RunSettings(lanes: lanes), surroundings: twin.surroundings())
        #expect(try workplace.resume() == 0, "\(comment)")
        try twin.run(text, lanes: lanes)
        #expect(try withoutReplays(twin.results()) == whole.results(), "\(comment)")
        expectSame(try LedgerContents(of: twin), try LedgerContents(of: whole), comment)
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
}
