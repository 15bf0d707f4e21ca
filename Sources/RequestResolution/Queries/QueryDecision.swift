import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// Answers what a request wants to know.
struct QueryDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: QueryTask, _ view: any LedgerView) throws -> Decision {
    switch task {
    case .certificate(let target): try certificate(target, view)
    case .certificates(let search): try list(search, view)
    case .crl(let authority): try crl(authority, view)
    }
  }

  private func certificate(_ target: CertificateTarget, _ view: any LedgerView) throws -> Decision {
    switch try CertificateLookup(context: context, request: draft.request).find(target, view) {
    case .failure(let refusal): return draft.refused(refusal.findings)
    case .success(.submission(let submission)):
      return draft.answered(
        SubmissionDetail(submission: submission, raProfileName: profileName(submission.raProfile)).json)
    case .success(.certificate(let record)): return try certificate(record, view)
    }
  }

  private func certificate(_ record: CertificateRecord, _ view: any LedgerView) throws -> Decision {
    switch record.state {
    case .failed: return draft.refused([CertificateLookup.unknown(record.uuid.description)])
    case .requested:
      return draft.refused([
        Finding(
          .certificateState, at: "/certificateUuid", "the certificate waits for its signature: \(record.uuid)",
          fix: "finish issuing the certificate first")
      ])
    default:
      // A scratch ledger has no signatures; there, nobody reads the answer.
      guard let issued = IssuedCertificate(record) else { return draft.answered(nil) }
      var writer = JSONWriter()
      let locations = try LocationDecision(context: context, draft: draft).locations(of: issued, view)
      detail(issued, attributes: try view.customAttributes(of: record.uuid), locations: locations).write(to: &writer)
      return draft.answered(writer.bytes)
    }
  }

  private func list(_ search: CertificateSearch, _ view: any LedgerView) throws -> Decision {
    let first = (search.page - 1) * search.itemsPerPage
    var total = 0
    var page: [CertificateDetail] = []
    try view.forEachCertificate { record in
      guard let issued = IssuedCertificate(record) else { return }
      let name = profileName(record.raProfile)
      guard search.conditions.allSatisfy({ $0.holds(for: issued, raProfileName: name) }) else { return }
      if total >= first, page.count < search.itemsPerPage { page.append(detail(issued)) }
      total += 1
    }
    var writer = JSONWriter()
    writer.object {
      $0.member("certificates") { $0.array(page) { $1.writeSummary(to: &$0) } }
      $0.member("itemsPerPage", search.itemsPerPage)
      $0.member("pageNumber", search.page)
      $0.member("totalPages", (total + search.itemsPerPage - 1) / search.itemsPerPage)
      $0.member("totalItems", total)
    }
    return draft.answered(writer.bytes)
  }

  private func crl(_ authority: UniqueID, _ view: any LedgerView) throws -> Decision {
    guard let der = try view.lastCRL(authority: authority) else {
      return draft.refused([
        Finding(
          .crlUnknown, "Object of type 'Crl' identified by \(authority) is not found.",
          fix: "make the first one with `certmill crl`")
      ])
    }
    var writer = JSONWriter()
    writer.object { $0.member("crlData") { $0.plainString { Base64.append(der, to: &$0) } } }
    return draft.answered(writer.bytes)
  }

  private func detail(
    _ issued: IssuedCertificate, attributes: [UInt8] = [], locations: [LocationDetail] = []
  ) -> CertificateDetail {
    let record = issued.record
    var serialNumber: SerialNumber?
    if case .success(let issuer) = context.issuers[record.authority] {
      serialNumber = issuer.certificate.tbs.serialNumber
    }
    return CertificateDetail(
      issued, issuerSerialNumber: serialNumber, raProfile: (record.raProfile, profileName(record.raProfile)),
      state: record.state, attributes: attributes, locations: locations)
  }

  private func profileName(_ uuid: UniqueID) -> String? {
    context.configuration.profile(uuid)?.raProfile.name
  }
}
