import Configuration
import IssuanceLedger
import PKIModel
import Testing

@testable import BatchProcessing

/// Everything that a ledger holds of a batch and of all certificates and end entities, as lines that people can compare.
///
/// Left out is what says only how often and when a batch ran: numbers of runs, CRLs, and the salt of password hashes.
struct LedgerContents: Equatable {
  private(set) var lines: [String] = []

  init(of site: BatchSite, batch name: String = "b-1") throws {
    let ledger = try site.ledger()
    let profiles = try site.home().configuration.profiles.map(\.raProfile.uuid)
    try ledger.view { view in
      try view.forEachCertificate { try add($0, view) }
      for profile in profiles {
        for entity in try view.endEntities(raProfile: profile) { try add(entity, view) }
      }
    }
    let batch = try #require(try ledger.batch(named: name))
    try ledger.forEachRequest(.all, batch: batch.number) { request, view in try add(request, view) }
  }

  private mutating func add(_ record: CertificateRecord, _ view: any LedgerView) throws {
    lines.append(
      "certificate \(record.uuid) of \(record.authority) under \(record.raProfile?.description ?? "-"): "
        + "\(record.serialNumber) \(record.state.rawValue) \(Hex.encode(record.tbs)) \(Hex.encode(record.signature ?? [])) "
        + "\(Hex.encode(record.fingerprint ?? [])) \(Hex.encode(record.request ?? []))")
    if let revocation = try view.revocation(of: record.uuid) {
      lines.append("revoked \(record.uuid): \(revocation.reason.code) \(revocation.date)")
    }
    for succession in try view.successions(of: record.uuid) {
      lines.append("succeeded \(record.uuid): \(succession.successor) \(succession.kind.rawValue)")
    }
    let attributes = try view.customAttributes(of: record.uuid)
    if !attributes.isEmpty { lines.append("attributes \(record.uuid): \(String(decoding: attributes, as: UTF8.self))") }
  }

  private mutating func add(_ entity: EndEntity, _ view: any LedgerView) throws {
    let certificates = try view.certificates(raProfile: entity.raProfile, username: entity.username).map(\.uuid)
    lines.append(
      "end entity \(entity.username) under \(entity.raProfile): \(entity.status.rawValue) \(entity.subjectDN) "
        + "\(entity.subjectAltName ?? "-") \(entity.email ?? "-") \(entity.extensionData) \(certificates)")
  }

  private mutating func add(_ request: RequestRecord, _ view: any LedgerView) throws {
    lines.append(
      "request \(request.position) \(request.id) \(request.isDuplicate) \(request.operation): \(request.outcome) "
        + "\(request.certificate.map(\.description) ?? "-") \(Hex.encode(request.digest)) "
        + "\(String(decoding: request.detail, as: UTF8.self))")
    guard let uuid = request.certificate, let submission = try view.submission(uuid) else { return }
    lines.append("submitted \(uuid): \(submission.serialNumber) \(submission.subject) \(submission.altNames)")
  }
}

/// Says which line of a ledger differs first.
func expectSame(_ actual: LedgerContents, _ expected: LedgerContents, _ comment: String) {
  guard actual != expected else { return }
  let pair = zip(actual.lines, expected.lines).first { $0.0 != $0.1 }
  Issue.record(
    """
    \(comment): the ledger has \(actual.lines.count) lines instead of \(expected.lines.count)
    \(pair?.0 ?? "")
    \(pair?.1 ?? "")
    """)
}
