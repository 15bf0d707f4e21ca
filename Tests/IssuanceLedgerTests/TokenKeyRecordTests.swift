import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Keys of tokens in the ledger")
struct TokenKeyRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch
  private let publicKey: SubjectPublicKeyInfo

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
    publicKey = try SubjectPublicKeyInfo(
      der: try #require(Hex.decode("302a300506032b6570032100")) + [UInt8](repeating: 9, count: 32))
  }

  private func key(_ number: UInt8, _ alias: String, state: KeyState = .active) throws -> TokenKey {
    TokenKey(
      uuid: try LedgerKit.id(number), tokenProfile: try LedgerKit.id(0xD0), alias: alias, name: "n-\(alias)",
      description: number == 1 ? "first" : nil, publicKey: publicKey,
      fingerprint: [UInt8](repeating: number, count: 32), state: state, created: UTCInstant(seconds: 7))
  }

  private func add(_ id: String, _ key: TokenKey) throws -> RecordedDecision {
    RecordedDecision(request: try LedgerKit.request(id), changes: [.addKey(key)])
  }

  private func destroy(_ id: String, _ key: TokenKey) throws -> RecordedDecision {
    RecordedDecision(request: try LedgerKit.request(id), changes: [.changeKey(key, from: .active)])
  }

  @Test("are found by UUID, alias, public key and request")
  func lookups() throws {
    let (one, two) = (try key(1, "b"), try key(2, "a"))
    #expect(try kit.commit(batch, [add("k-1", one), add("k-2", two)]).isEmpty)
    try kit.view(batch) { view throws in
      #expect(try view.tokenKey(LedgerKit.id(1)) == one)
      #expect(try view.tokenKey(alias: "a", in: LedgerKit.id(0xD0)) == two)
      #expect(try view.tokenKey(alias: "a", in: LedgerKit.id(0xD1)) == nil)
      #expect(try view.tokenKey(fingerprint: two.fingerprint) == two)
      #expect(try view.tokenKey(ofRequest: "k-1") == one)
      #expect(try view.tokenKeys(in: nil) == [two, one])
      #expect(try view.tokenKeys(in: LedgerKit.id(0xD0)) == [two, one])
      #expect(try view.tokenKeys(in: LedgerKit.id(0xD1)) == [])
    }
    let other = try kit.open("other")
    #expect(try kit.view(other) { try $0.tokenKey(ofRequest: "k-1") } == nil)
  }

  @Test("have a UUID, an alias and a public key of their own")
  func uniqueness() throws {
    try kit.commit(batch, [add("k-1", key(1, "a"))])
    let again = [try add("k-2", key(2, "a")), try add("k-3", key(1, "b"))]
    #expect(try kit.commit(batch, again) == [0: .stateChanged, 1: .stateChanged])
    #expect(try kit.view(batch) { try $0.request(id: "k-2") } == nil)
    #expect(try kit.view(batch) { try $0.tokenKeys(in: nil).count } == 1)
  }

  @Test("are destroyed once; that their files have to go is known until it is done")
  func destruction() throws {
    let gone = try key(1, "a", state: .destroyed)
    #expect(try kit.commit(batch, [destroy("d-0", gone)]) == [0: .stateChanged])
    try kit.commit(batch, [add("k-1", key(1, "a")), add("k-2", key(2, "b"))])
    #expect(try kit.commit(batch, [destroy("d-1", gone), destroy("d-2", gone)]) == [1: .stateChanged])
    #expect(try kit.view(batch) { try $0.tokenKey(LedgerKit.id(1)) } == gone)
    let removals = try kit.ledger.keyRemovals()
    #expect(removals.map(\.key) == [try LedgerKit.id(1)])
    #expect(removals.map(\.tokenProfile) == [try LedgerKit.id(0xD0)])
    try kit.ledger.forget(removals)
    #expect(try kit.ledger.keyRemovals().isEmpty)
    #expect(try kit.view(batch) { try $0.tokenKey(LedgerKit.id(2))?.state } == .active)
  }

  @Test("change only from the state that was seen, and keep their files unless they are destroyed")
  func change() throws {
    try kit.commit(batch, [add("k-1", key(1, "a"))])
    func change(_ id: String, _ state: KeyState, from: KeyState) throws -> RecordedDecision {
      RecordedDecision(
        request: try LedgerKit.request(id), changes: [.changeKey(try key(1, "a", state: state), from: from)])
    }
    #expect(
      try kit.commit(
        batch,
        [change("c-1", .compromised, from: .active), change("c-2", .destroyed, from: .active)]) == [1: .stateChanged])
    #expect(try kit.ledger.keyRemovals().isEmpty)
    #expect(try kit.commit(batch, [change("c-3", .destroyedCompromised, from: .compromised)]).isEmpty)
    #expect(try kit.ledger.keyRemovals().count == 1)
  }

  @Test("are seen by a run that only checks, and leave no trace in the ledger")
  func scratch() throws {
    try kit.commit(batch, [add("k-1", key(1, "b"))])
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    let gone = try key(1, "b", state: .destroyed)
    #expect(try scratch.commit([add("k-2", key(2, "a")), destroy("d", gone)]) == [:])
    try scratch.view { view throws in
      #expect(try view.tokenKeys(in: nil) == [key(2, "a"), gone])
      #expect(try view.tokenKey(ofRequest: "k-1") == gone)
      #expect(try view.tokenKey(ofRequest: "k-2")?.alias == "a")
      #expect(try view.tokenKey(alias: "b", in: LedgerKit.id(0xD0))?.state == .destroyed)
      #expect(try view.tokenKey(fingerprint: gone.fingerprint)?.state == .destroyed)
    }
    #expect(try kit.view(batch) { try $0.tokenKeys(in: nil) } == [key(1, "b")])
    #expect(try kit.ledger.keyRemovals().isEmpty)
  }
}
