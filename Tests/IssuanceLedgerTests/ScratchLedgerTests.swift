import Foundation
import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

@Suite("A scratch ledger")
struct ScratchLedgerTests {
  private let site: LedgerSite
  private let batch: OpenBatch
  private let scratch: ScratchLedger

  init() throws {
    site = try LedgerSite()
    let first = try site.open()
    try site.commit(
      first, LedgerSite.issue("old", 1, first),
      LedgerSite.decision(
        LedgerSite.request("anna", first, position: 1), .addEndEntity(try LedgerSite.endEntity("anna"))),
      LedgerSite.decision(
        LedgerSite.request("zoe", first, position: 2), .addEndEntity(try LedgerSite.endEntity("zoe"))))
    try site.ledger.record([LedgerSite.signature(1)])
    batch = OpenBatch(number: first.number, run: 2)
    scratch = try ScratchLedger(over: site.ledger, batch: batch)
  }

  @Test("sees through to the ledger below")
  func seesThrough() throws {
    let fingerprint = [UInt8](repeating: 1, count: 32)
    let uuid = try LedgerSite.intent(1).uuid
    try scratch.view { (view: any LedgerView) throws in
      #expect(try view.request(id: "old")?.run == 1)
      #expect(try view.certificate(uuid)?.state == .issued)
      #expect(try view.certificate(fingerprint: fingerprint)?.uuid == uuid)
      #expect(try view.revocation(of: uuid) == nil)
    }
  }

  @Test("takes changes that nobody else sees")
  func untouchedBase() throws {
    let before = try site.contents()
    let profile = try #require(LedgerSite.profile)
    let conflicts = try scratch.commit([
      LedgerSite.decision(LedgerSite.request("v", batch), try LedgerSite.revocation(1)),
      LedgerSite.decision(
        LedgerSite.request("u", batch, position: 1),
        .updateEndEntity(try LedgerSite.endEntity("anna", status: .generated))),
      LedgerSite.decision(
        LedgerSite.request("a", batch, position: 2), .addEndEntity(try LedgerSite.endEntity("mia"))),
      try LedgerSite.issue("new", 5, batch, position: 3),
    ])
    #expect(conflicts.isEmpty)
    try scratch.view { (view: any LedgerView) throws in
      let revoked = try LedgerSite.intent(1).uuid
      #expect(try view.certificate(revoked)?.state == .revoked)
      #expect(try view.certificate(fingerprint: [UInt8](repeating: 1, count: 32))?.state == .revoked)
      #expect(try view.revocation(of: revoked)?.reason == .superseded)
      // What would be signed counts as issued.
      #expect(try view.certificate(try LedgerSite.intent(5).uuid)?.state == .issued)
      #expect(try view.endEntity(raProfile: profile, username: "anna")?.status == .generated)
      #expect(try view.endEntities(raProfile: profile).map(\.username) == ["anna", "mia", "zoe"])
    }
    #expect(try site.contents() == before)
  }

  @Test("knows conflicts as the ledger does")
  func conflicts() throws {
    _ = try scratch.commit([LedgerSite.decision(LedgerSite.request("v", batch), try LedgerSite.revocation(1))])
    let conflicts = try scratch.commit([
      LedgerSite.decision(LedgerSite.request("v", batch, position: 1)),
      LedgerSite.decision(LedgerSite.request("w", batch, position: 2), try LedgerSite.revocation(1)),
    ])
    #expect(conflicts.mapValues { "\($0)" } == [0: "requestTaken", 1: "stateChanged"])
  }

  @Test("leaves no file behind")
  func files() throws {
    func leftovers() throws -> Set<String> {
      let names = try FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path)
      return Set(names.filter { $0.hasPrefix("certmill-") && !$0.hasPrefix("certmill-tests-") })
    }
    var made: Set<String> = []
    do {
      let before = try leftovers()
      let other = try ScratchLedger(over: site.ledger, batch: batch)
      made = try leftovers().subtracting(before)
      withExtendedLifetime(other) {}
    }
    #expect(!made.isEmpty)
    #expect(try !made.isSubset(of: leftovers()))
  }
}
