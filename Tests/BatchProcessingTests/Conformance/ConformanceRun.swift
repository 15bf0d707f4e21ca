import Configuration
import Diagnostics
import DocumentModel
import IssuanceLedger
import PKIModel
import RequestResolution
import TestSupport
import Testing

@testable import BatchProcessing

/// Runs the table: first what rows need to be there, then all rows, as JSON and, on a copy of the home, as XML.
struct ConformanceRun {
  /// The results of the rows by their names, as JSON; the same from both forms.
  let results: [String: DocumentNode]
  let blanks: Blanks
  /// What the ledgers hold, after JSON and after XML.
  let states: [ConformanceState]
  /// The home in which the rows ran as JSON, a copy of it from before, and the manifest.
  let site: BatchSite
  let before: BatchSite
  let manifest: String

  init(_ rows: [ConformanceRow]) throws {
    let home = try ConformanceHome()
    let requests = try ConformanceRequests()
    try home.site.folder.write(requests.compromisedKeys.utf8, to: "home/compromised-keys.txt")
    var blanks = try ConformanceRun.blanks(home, requests)
    let elsewhere = try ConformanceElsewhere(of: rows, home.site, request: #require(requests.requests["plain"]))
    elsewhere.fill(&blanks)
    try ConformanceRun.begin(rows, elsewhere, home.site, &blanks)
    try ConformanceRun.fill(&blanks, requests.updates, rows)

    site = home.site
    before = try site.twin()
    let twin = try site.twin()
    manifest = try ConformanceRun.manifest(rows, blanks)
    try site.run(manifest, lanes: 2, out: "rows")
    try twin.run(inXML: manifest, lanes: 2, out: "rows")
    let lines = try site.results("rows")
    let (here, there) = (site.folder.path, twin.folder.path)
    let fromXML = try twin.results("rows").map { $0.replacing(there, with: here) }
    #expect(fromXML.map(ConformanceRun.withoutNewKey) == lines.map(ConformanceRun.withoutNewKey))

    let made = try ConformanceRun.certificates(madeBy: lines)
    states = try [site, twin].map { try ConformanceRun.state(of: $0, made) }
    try ConformanceRun.fill(&blanks, site, made)
    try ConformanceRun.fillNextCRLs(&blanks, after: before, site)
    self.blanks = blanks
    results = try Dictionary(
      lines.map { try ConformanceRun.named($0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A result without what a new key has by chance.
  private static func withoutNewKey(_ line: String) -> String {
    guard line.contains(#""operation":"createKey""#) else { return line }
    return line.replacing(/"fingerprint":"[0-9a-f]{64}"/, with: #""fingerprint":"*""#)
  }

  // MARK: Before

  private static func blanks(_ home: ConformanceHome, _ requests: ConformanceRequests) throws -> Blanks {
    var blanks = Blanks()
    for (name, der) in requests.requests { blanks["csr:\(name)"] = ManifestText.base64(der) }
    for (wrapping, text) in requests.wrappings { blanks["\(wrapping):plain"] = text }
    for (name, uuid) in home.profiles { blanks["profile:\(name)"] = uuid }
    for (name, uuid) in home.authorities { blanks["authority:\(name)"] = uuid }
    for issuer in try home.site.home().workingIssuers {
      blanks["issuer:\(issuer.authority.name)"] = issuer.certificate.tbs.subject.description
      blanks["issuerSerial:\(issuer.authority.name)"] = issuer.certificate.tbs.serialNumber.description
    }
    for (name, uuid) in ConformanceStores.tokenProfiles { blanks["tokenProfile:\(name)"] = uuid }
    for (name, uuid) in ConformanceStores.tokens { blanks["token:\(name)"] = uuid }
    for (name, uuid) in ConformanceStores.locations { blanks["location:\(name)"] = uuid }
    blanks["home"] = home.site.folder.file("home")
    return blanks
  }

  private static func begin(
    _ rows: [ConformanceRow], _ elsewhere: ConformanceElsewhere, _ site: BatchSite, _ blanks: inout Blanks
  ) throws {
    let beginnings = ConformanceBeginnings(plain: try blanks.fill("{{csr:plain}}", row: ""), elsewhere: elsewhere)
    try site.run(ManifestText.of(beginnings.requests(of: rows), batch: "before"), out: "before")
    for line in try site.results("before") {
      let (id, result) = try named(line)
      let isExpected = result.member("outcome")?.string == "OK" || result.member("code")?.string == "signature.failed"
      try #require(isExpected, "\(line)")
      blanks["uuid:\(id)"] = result.member("certificateUuid")?.text
    }
    let authorities = try site.home().configuration.authorities
    try site.ledger().view { view in
      for authority in authorities {
        blanks["crl:\(authority.name)"] = try view.lastCRL(authority: authority.uuid).map(ManifestText.base64)
      }
      try view.forEachCertificate { record in
        let name = try ConformanceState.name(of: record)
        blanks["uuid:\(name)"] = record.uuid.description
        guard let issued = IssuedCertificate(record) else { return }
        blanks["serial:\(name)"] = record.serialNumber.description
        blanks["fingerprint:\(name)"] = Hex.encode(issued.fingerprint)
        blanks["der:\(name)"] = ManifestText.base64(issued.der)
      }
    }
    try fillKeys(&blanks, site)
    try ConformanceStores.change(site)
    try ConformanceHome.change(site)
  }

  /// The requests that name a certificate, which is there by now.
  private static func fill(_ blanks: inout Blanks, _ updates: ConformanceUpdates, _ rows: [ConformanceRow]) throws {
    for row in rows {
      for match in row.request.matches(of: /\{\{update:([a-z]+)\/([a-z]+)\}\}/) {
        let (key, name) = (String(match.output.1), "\(row.name).\(match.output.2)")
        let certificate = try Base64.decode(#require(blanks["der:\(name)"]).utf8)
        blanks["update:\(key)/\(name)"] = ManifestText.base64(try updates.request(key: key, updating: certificate))
      }
    }
  }

  private static func fillKeys(_ blanks: inout Blanks, _ site: BatchSite) throws {
    for key in try site.ledger().view({ try $0.tokenKeys(in: nil) }) {
      blanks["key:\(key.alias)"] = key.uuid.description
      blanks["keyFingerprint:\(key.alias)"] = Hex.encode(key.fingerprint)
    }
  }

  private static func manifest(_ rows: [ConformanceRow], _ blanks: Blanks) throws -> String {
    ManifestText.of(
      try rows.flatMap { row in
        let requests = row.beside.map { ("\(row.name).\($0.name)", $0.members) } + [(row.name, row.request)]
        return try requests.map { id, members in
          try #"{"id":"\#(id)",\#(blanks.fill(members, row: row.name))}"#
        }
      }, batch: "rows")
  }

  // MARK: After

  private static func named(_ line: String) throws -> (String, DocumentNode) {
    let result = try JSONReader.document(Array(line.utf8)).root
    return (result.member("id")?.string ?? "", result)
  }

  /// A certificate that was issued, submitted, changed or given up by a request of the table.
  private struct Made {
    let uuid: UniqueID
    let request: String
    /// Whether it had a name of its own before.
    let wasNamed: Bool
  }

  private static func certificates(madeBy lines: [String]) throws -> [Made] {
    try lines.compactMap { line in
      let (id, result) = try named(line)
      let isGivenUp = result.member("code")?.string == FindingCode.signatureFailed.rawValue
      guard isGivenUp || ["issued", "requested"].contains(result.member("state")?.string ?? ""),
        let uuid = result.member("certificateUuid")?.string.flatMap({ UniqueID($0) })
      else { return nil }
      let operation = result.member("operation")?.string ?? ""
      return Made(
        uuid: uuid, request: id, wasNamed: ["issueNewCertificate", "identifyCertificate"].contains(operation))
    }
  }

  private static func state(of site: BatchSite, _ made: [Made]) throws -> ConformanceState {
    let own = Dictionary(
      made.filter { !$0.wasNamed }.map { ($0.uuid, $0.request) }, uniquingKeysWith: { first, _ in first })
    let ledger = try site.ledger()
    var state = try ConformanceState(of: ledger, site.home().configuration, own: own)
    for name in ["before", "rows"] {
      let batch = try #require(try ledger.batch(named: name))
      try ledger.forEachRequest(.all, batch: batch.number) { request, view in
        guard let uuid = request.certificate, let submission = try view.submission(uuid),
          request.operation == "submitCertificateRequest", try view.certificate(uuid) == nil
        else { return }
        let name = own[uuid] ?? submission.altNames.first?.valueText
        try state.add(#require(name), CertificateState.requested.rawValue)
      }
    }
    return state
  }

  private static func fillNextCRLs(_ blanks: inout Blanks, after before: BatchSite, _ site: BatchSite) throws {
    let ledger = try site.ledger()
    for authority in try site.home().configuration.authorities {
      guard let last = try before.ledger().lastCRL(authority: authority.uuid) else { continue }
      let next = RecordedCRL(
        authority: authority.uuid, number: last.number + 1, thisUpdate: last.thisUpdate, nextUpdate: last.nextUpdate,
        entryCount: 0)
      var der: [UInt8] = []
      try ledger.forEachPart(of: next) { der += $0 }
      if !der.isEmpty { blanks["nextCRL:\(authority.name)"] = ManifestText.base64(der) }
    }
  }

  private static func fill(_ blanks: inout Blanks, _ site: BatchSite, _ made: [Made]) throws {
    let chain = try site.home().workingIssuers.map { ($0.authority.uuid, $0.chain.map(\.der)) }
    try site.ledger().view { view in
      for certificate in made {
        let name = certificate.request
        blanks["uuid:\(name)"] = certificate.uuid.description
        blanks["request:\(name)"] = try view.submission(certificate.uuid).map { ManifestText.base64($0.request) }
        guard let issued = try view.certificate(certificate.uuid).flatMap(IssuedCertificate.init) else { continue }
        let issuers = chain.first { $0.0 == issued.record.authority }?.1 ?? []
        blanks["der:\(name)"] = ManifestText.base64(issued.der)
        blanks["serial:\(name)"] = issued.record.serialNumber.description
        blanks["fingerprint:\(name)"] = Hex.encode(issued.fingerprint)
        blanks["bag:\(name)"] = ManifestText.base64(CertificateBag.der([issued.der] + issuers))
      }
    }
    try fillKeys(&blanks, site)
  }
}
