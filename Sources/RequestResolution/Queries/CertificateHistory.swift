import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

/// What happened to a certificate, read from what is on record anyway: nothing is written for it.
struct CertificateHistory {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let view: any LedgerView

  /// In the order in which it happened.
  func json(of found: FoundCertificate) throws -> [UInt8] {
    let uuid = found.uuid
    var writer = JSONWriter()
    writer.array(Array(try events(of: found).enumerated())) { writer, element in
      let (number, event) = element
      let digest = cryptography.sha256(uuid.octets + Array("\(number) \(event.kind.rawValue)".utf8))
      event.write(UniqueID(digest: digest), ofCertificate: uuid, to: &writer)
    }
    return writer.bytes
  }

  /// An event and what tells its place among the others.
  private struct Placed {
    let run: Int64
    let position: Int
    let event: CertificateEvent
  }

  private func events(of found: FoundCertificate) throws -> [CertificateEvent] {
    let mentions = try view.mentions(of: found.uuid)
    let name = found.raProfile.flatMap(context.profileName) ?? ""
    var later = try successions(of: found.uuid)
    for mention in mentions {
      if let event = try self.event(mention, found.uuid, raProfileName: name) {
        later.append(Placed(run: mention.run, position: mention.request.position, event: event))
      }
    }
    later.sort { ($0.run, $0.position) < ($1.run, $1.position) }
    return try beginning(of: found, mentions, raProfileName: name) + later.map(\.event)
  }

  /// How the certificate came to be.
  private func beginning(
    of found: FoundCertificate, _ mentions: [CertificateMention], raProfileName name: String
  ) throws -> [CertificateEvent] {
    var events: [CertificateEvent] = []
    if let mention = mentions.first(where: { $0.succeeded(in: [.submitCertificateRequest]) }) {
      events.append(event(.request, "Certificate request created", mention))
    }
    guard case .certificate(let record) = found else { return events }
    if let mention = mentions.first(where: { $0.succeeded(in: [.uploadCertificate]) }) {
      events.append(event(.upload, "Certificate uploaded", mention))
    } else if let mention = mentions.first(where: { $0.isSuccess && $0.operation?.issues ?? false }) {
      events.append(event(.issue, "Issued using RA Profile \(name)", mention))
    } else {
      let arrival = try view.arrival(of: record.uuid)
      events.append(
        CertificateEvent(
          kind: .issue, isSuccess: true, message: "Issued using RA Profile \(name)", date: arrival?.date,
          batch: arrival?.batch, details: []))
    }
    return events
  }

  /// The certificates that were issued in its place.
  private func successions(of certificate: UniqueID) throws -> [Placed] {
    try view.successions(of: certificate).compactMap { succession in
      guard let successor = try view.certificate(succession.successor),
        let mention = try view.mentions(of: succession.successor).first(where: {
          $0.succeeded(in: [.renewCertificate, .rekeyCertificate])
        })
      else { return nil }
      let isRenewal = mention.operation == .renewCertificate
      let name = successor.raProfile.flatMap(context.profileName) ?? ""
      let event = event(
        isRenewal ? .renew : .rekey, "\(isRenewal ? "Renewed" : "Rekeyed") using RA Profile \(name)", mention,
        ("New Certificate UUID", successor.uuid.description),
        ("New Certificate Serial Number", successor.serialNumber.description))
      return Placed(run: mention.run, position: mention.request.position, event: event)
    }
  }

  /// What a request meant for a certificate that was there already; nil where it made the certificate.
  private func event(
    _ mention: CertificateMention, _ certificate: UniqueID, raProfileName name: String
  ) throws -> CertificateEvent? {
    switch mention.operation {
    case .revokeCertificate, .legacyRevokeCertificate, .bulkRevoke, .revokeAndDeleteEndEntity:
      guard mention.isSuccess else { return failure(.revoke, mention) }
      let reason = try view.revocation(of: certificate)?.reason ?? .unspecified
      return event(.revoke, "Certificate revoked. Reason: \(reason.label)", mention)
    case .identifyCertificate:
      return mention.isSuccess
        ? event(.updateRAProfile, "undefined -> \(name)", mention) : failure(.updateRAProfile, mention)
    case .renewCertificate: return mention.isSuccess ? nil : failure(.renew, mention)
    case .rekeyCertificate: return mention.isSuccess ? nil : failure(.rekey, mention)
    case .issueNewCertificate: return mention.isSuccess ? nil : failure(.issue, mention)
    case .uploadCertificate: return mention.isSuccess ? nil : failure(.upload, mention)
    default: return nil
    }
  }

  private func event(
    _ kind: CertificateEvent.Kind, _ message: String, _ mention: CertificateMention,
    _ details: (name: String, value: String)...
  ) -> CertificateEvent {
    CertificateEvent(
      kind: kind, isSuccess: true, message: message, date: mention.date, batch: mention.batch,
      details: details + [("Request", mention.request.id)])
  }

  private func failure(_ kind: CertificateEvent.Kind, _ mention: CertificateMention) -> CertificateEvent {
    let problems = RequestDetail(json: mention.request.detail)?.problems ?? []
    return CertificateEvent(
      kind: kind, isSuccess: false, message: problems.map(\.problem).joined(separator: "\n"), date: mention.date,
      batch: mention.batch, details: [("Request", mention.request.id)])
  }
}

extension CertificateMention {
  var operation: Operation? { Operation(rawValue: request.operation) }

  /// Whether what the request asked for is done, for this certificate at least.
  var isSuccess: Bool { Outcome(rawValue: request.outcome)?.isLasting ?? false }

  func succeeded(in operations: Set<Operation>) -> Bool {
    isSuccess && operation.map(operations.contains) ?? false
  }
}
