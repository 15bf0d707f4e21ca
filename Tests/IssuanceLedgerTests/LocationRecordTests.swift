import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Locations in the ledger")
struct LocationRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
    try kit.commit(batch, [LedgerKit.issue("a", 1), LedgerKit.issue("b", 2, position: 1)])
    try kit.commit(batch, [], signatures: [1, 2])
  }

  private func change(
    _ alias: String = "x", from old: UInt8? = nil, to new: UInt8? = nil, in location: UInt8 = 0xC0
  ) throws -> LocationChange {
    LocationChange(
      location: try LedgerKit.id(location), alias: alias, replaced: try old.map(LedgerKit.id),
      certificate: try new.map(LedgerKit.id), pushAttributes: new == nil ? [] : [0x5B, 0x5D])
  }

  private func place(_ id: String, _ change: LocationChange, position: Int = 5) throws -> RecordedDecision {
    RecordedDecision(request: try LedgerKit.request(id, position: position), changes: [.place(change)])
  }

  private func aliases(_ view: any LedgerView, of number: UInt8) throws -> [String] {
    try view.locationEntries(of: LedgerKit.id(number)).map(\.alias)
  }

  private func settleAll(isCarriedOut: Bool = true) throws {
    try kit.ledger.settle(
      kit.ledger.dueLocationChanges().map { ($0.change, isCarriedOut) }, results: [])
  }

  @Test("A change is on record until it is carried out, and then it is what stands there")
  func life() throws {
    let put = try change(to: 1)
    #expect(try kit.commit(batch, [place("p", put)]).isEmpty)
    #expect(try kit.ledger.dueLocationChanges().map(\.change) == [put])
    #expect(try kit.ledger.dueLocationChanges().map(\.request.id) == ["p"])
    #expect(try kit.ledger.requestsChangingLocations(batch: batch.number) == ["p"])
    #expect(try kit.view(batch) { try $0.locationChanges(ofRequest: "p") } == [put])
    try kit.view(batch) { (view) throws in
      #expect(try view.isChanging("x", in: put.location))
      #expect(try view.locationEntry("x", in: put.location) == nil)
    }
    try settleAll()
    #expect(try kit.ledger.openLocationChangeCount() == 0)
    let entry = LocationEntry(
      location: put.location, alias: "x", certificate: try LedgerKit.id(1), pushAttributes: [0x5B, 0x5D])
    try kit.view(batch) { (view) throws in
      #expect(try !view.isChanging("x", in: put.location))
      #expect(try view.locationEntry("x", in: put.location) == entry)
      #expect(try view.locationEntries(in: put.location) == [entry])
      #expect(try view.locationEntries(of: LedgerKit.id(1)) == [entry])
    }
    try kit.commit(batch, [place("q", change(from: 1, to: 2))])
    try settleAll()
    #expect(try kit.view(batch) { try [aliases($0, of: 1), aliases($0, of: 2)] } == [[], ["x"]])
    try kit.commit(batch, [place("r", change(from: 2))])
    try settleAll()
    #expect(try kit.view(batch) { try $0.locationEntries(in: put.location) } == [])
  }

  @Test("A change that was given up leaves what stands there, and another result")
  func givenUp() throws {
    try kit.commit(batch, [place("p", change(to: 1))])
    try settleAll()
    try kit.commit(batch, [place("q", change(from: 1, to: 2))])
    let due = try #require(try kit.ledger.dueLocationChanges().first)
    try kit.ledger.settle(
      [(due.change, false)],
      results: [(batch.number, due.request.with(outcome: "AUTHORITY_UNAVAILABLE", detail: [1]))])
    #expect(try kit.ledger.openLocationChangeCount() == 0)
    #expect(try kit.view(batch) { try aliases($0, of: 1) } == ["x"])
    let result = try #require(try kit.view(batch) { try $0.request(id: "q") })
    #expect(result.outcome == "AUTHORITY_UNAVAILABLE" && result.detail == [1])
  }

  @Test("A change is not recorded where something else stands, or is about to")
  func conflicts() throws {
    try kit.commit(batch, [place("p", change(to: 1))])
    #expect(try kit.commit(batch, [place("q", change(to: 2))]) == [0: .stateChanged])
    try settleAll()
    #expect(try kit.commit(batch, [place("q", change(to: 2))]) == [0: .stateChanged])
    #expect(try kit.commit(batch, [place("q", change(from: 2))]) == [0: .stateChanged])
    #expect(try kit.view(batch) { try $0.request(id: "q") } == nil)
    #expect(try kit.commit(batch, [place("q", change(to: 1, in: 0xC1))]).isEmpty)
  }

  @Test("A change to a certificate without signature is not due, and goes with the certificate")
  func unsigned() throws {
    try kit.commit(batch, [place("p", change(to: 1))])
    try settleAll()
    let renewal = RecordedDecision(
      request: try LedgerKit.request("n", position: 3, certificate: 3),
      changes: [.intend(try LedgerKit.certificate(3)), .place(try change(from: 1, to: 3))])
    #expect(try kit.commit(batch, [renewal]).isEmpty)
    #expect(try kit.ledger.dueLocationChanges().isEmpty)
    #expect(try kit.ledger.openLocationChangeCount() == 1)
    let failure = RecordedDecision(
      request: try LedgerKit.request("n", position: 3, outcome: "AUTHORITY_ERROR"),
      changes: [.abandon(try LedgerKit.id(3))])
    try kit.commit(batch, [], failures: [failure])
    #expect(try kit.ledger.openLocationChangeCount() == 0)
    #expect(try kit.view(batch) { try aliases($0, of: 1) } == ["x"])
  }

  @Test("A run that only checks sees what it would have done, and leaves no trace")
  func scratch() throws {
    try kit.commit(batch, [place("p", change(to: 1)), place("o", change("y", to: 1, in: 0xC1), position: 6)])
    try settleAll()
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    #expect(
      try scratch.commit([
        place("s-1", change(from: 1), position: 7), place("s-2", change(to: 2), position: 8),
        place("s-3", change("z", to: 2, in: 0xC1), position: 9),
      ]).isEmpty)
    try scratch.view { (view) throws in
      #expect(try view.locationEntry("x", in: LedgerKit.id(0xC0))?.certificate == LedgerKit.id(2))
      #expect(try view.locationEntries(in: LedgerKit.id(0xC1)).map(\.alias) == ["y", "z"])
      #expect(try aliases(view, of: 1) == ["y"])
      #expect(try aliases(view, of: 2) == ["x", "z"])
      #expect(try !view.isChanging("x", in: LedgerKit.id(0xC0)))
    }
    #expect(try kit.view(batch) { try [aliases($0, of: 1), aliases($0, of: 2)] } == [["x", "y"], []])
    #expect(try kit.ledger.openLocationChangeCount() == 0)
  }
}
