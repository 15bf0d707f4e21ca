import IssuanceLedger
import PKIModel
import RequestResolution
import TestSupport
import Testing

@testable import BatchProcessing

/// What a crash between the record and the stores leaves, and how it is finished.
@Suite("After a crash, locations", .enabled(if: Command.isAvailable("keytool")))
struct LocationRecoveryTests {
  private let stores: LocationSite
  private let manifest: String
  /// The records that the renewal leads to, made elsewhere.
  private let renewal: (request: RequestRecord, certificate: CertificateRecord)
  private let batch: OpenBatch
  private let predecessor: UniqueID
  private var site: BatchSite { stores.site }

  /// Each location holds a certificate, and a renewal of it has been recorded, but for its signature.
  init() throws {
    stores = try LocationSite()
    let pool = try RequestPool()
    let pushes =
      [ManifestText.issue("a", pool.good[1], name: "a.example")]
      + LocationSite.names.map { LocationSite.push("p-\($0)", "@a", $0, alias: "a") }
    try stores.site.run(ManifestText.of(pushes))
    manifest = ManifestText.of(pushes + [LocationSite.replace("n", "@a")])
    let twin = try stores.site.twin()
    try twin.run(manifest)
    let made = try #require(try twin.ledger().batch(named: "b-1"))
    renewal = try twin.ledger().view(batch: made.number) { view in
      let request = try #require(try view.request(id: "n"))
      let uuid = try #require(request.certificate)
      return (request, try #require(try view.certificate(uuid)))
    }
    let ledger = try stores.site.ledger()
    batch = try ledger.openBatch(named: "b-1", at: BatchSite.moment(days: 1))
    predecessor = try #require(try UniqueID(ResultMembers(stores.site.results()[0])["certificateUuid"] ?? ""))
    let successor = renewal.certificate
    let intent = CertificateRecord(
      uuid: successor.uuid, authority: successor.authority, raProfile: successor.raProfile,
      serialNumber: successor.serialNumber, state: .requested, tbs: successor.tbs, request: successor.request)
    let changes = try ledger.view { try $0.locationEntries(of: predecessor) }.map {
      LocationChange(
        location: $0.location, alias: $0.alias, replaced: predecessor, certificate: successor.uuid,
        pushAttributes: $0.pushAttributes)
    }
    #expect(changes.count == LocationSite.names.count)
    let decision = RecordedDecision(
      request: renewal.request, changes: [.intend(intent)] + changes.map(StateChange.place))
    #expect(try ledger.commit(batch, signatures: [], decisions: [decision], failures: []).isEmpty)
  }

  /// The signature is on record too, and the run is gone.
  private func sign() throws {
    let signature = RecordedSignature(
      certificate: renewal.certificate.uuid, signature: try #require(renewal.certificate.signature),
      fingerprint: try #require(renewal.certificate.fingerprint))
    _ = try site.ledger().commit(batch, signatures: [signature], decisions: [], failures: [])
  }

  private func resume(days: Int64 = 2) throws -> Int {
    try Workplace(
      home: site.home(), settings: BatchSite.settings(lanes: 2), surroundings: site.surroundings(days: days)
    )
    .resume()
  }

  private func expectReplaced(_ comment: String) throws {
    for name in LocationSite.names {
      #expect(try stores.contents(name) == ["a": renewal.certificate.serialNumber.description], "\(name) \(comment)")
    }
    #expect(try site.ledger().openLocationChangeCount() == 0)
    #expect(try site.ledger().view { try $0.locationEntries(of: predecessor) } == [])
    #expect(try site.ledger().view { try $0.locationEntries(of: renewal.certificate.uuid) }.count == 4)
  }

  @Test("are finished by resume, whether the certificate is signed already or not", arguments: [true, false])
  func resuming(isSigned: Bool) throws {
    if isSigned { try sign() }
    #expect(try HomeStatus(of: site.home()).openLocationChanges == 4)
    #expect(try resume() == (isSigned ? 0 : 1))
    try expectReplaced("signed before: \(isSigned)")
    #expect(try resume(days: 3) == 0)
  }

  @Test("are finished by the same manifest, with the same result", arguments: [true, false])
  func runAgain(isSigned: Bool) throws {
    if isSigned { try sign() }
    let report = try site.run(manifest, out: "again", in: site.surroundings(days: 2))
    #expect(report.signedCount == (isSigned ? 0 : 1))
    try expectReplaced("signed before: \(isSigned)")
    let result = try #require(try site.results("again").last)
    #expect(result.split(separator: #""alias":"a","replaced":true"#).count == 5)
  }

  @Test("are finished by any other manifest where the certificate is signed")
  func otherManifest() throws {
    try sign()
    try site.run(ManifestText.of([ManifestText.request("l", "listLocations")], batch: "b-2"), out: "other")
    try expectReplaced("by another batch")
    #expect(try site.results("other")[0].split(separator: renewal.certificate.uuid.description).count == 5)
  }

  @Test("that were written already are taken off the record")
  func written() throws {
    try sign()
    let der = try #require(IssuedCertificate(renewal.certificate)).der
    try site.folder.write(PEM.encode(der, label: "CERTIFICATE"), to: "home/stores/folder/a.pem")
    #expect(try resume() == 0)
    try expectReplaced("written before")
  }

  @Test("that cannot be finished keep what they had, and the result on record says so")
  func failing() throws {
    try sign()
    try stores.setPassword("another")
    #expect(try resume() == 0)
    #expect(try site.ledger().openLocationChangeCount() == 0)
    #expect(try site.ledger().view { try $0.locationEntries(of: predecessor) }.count == 2)
    _ = try Publication(home: site.home(), settings: RunSettings(lanes: 1)).publish(
      batchID: "b-1", out: site.folder.file("published"))
    let result = try #require(try site.results("published").last)
    #expect(result.contains("Failed to replace certificate in all locations during renew operation: p12: "))
    #expect(result.split(separator: #""replaced":true"#).count == 3)
  }

  @Test("have no result that could be published, until they are finished")
  func publishing() throws {
    try sign()
    let publication = Publication(home: try site.home(), settings: RunSettings(lanes: 1))
    _ = try publication.publish(batchID: "b-1", out: site.folder.file("early"))
    #expect(try site.results("early").allSatisfy { !$0.contains(#""id":"n""#) })
    _ = try resume()
    _ = try publication.publish(batchID: "b-1", out: site.folder.file("late"))
    #expect(try #require(site.results("late").last).contains(#""id":"n""#))
  }

  @Test("are not changed by others before the certificate is signed")
  func busy() throws {
    let requests = [
      LocationSite.remove("r", predecessor.description, "jks"), LocationSite.replace("m", predecessor.description),
    ]
    try site.run(ManifestText.of(requests, batch: "b-2"), out: "other")
    let results = try site.results("other")
    #expect(try results.map(ResultMembers.init).map(\.verdict) == ["location.busy", "OK"])
    #expect(results[1].split(separator: #""replaced":false"#).count == 5)
    _ = try resume()
    try expectReplaced("after others")
  }
}
