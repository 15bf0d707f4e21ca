import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// Answers what a request wants to know.
struct QueryDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft

  private typealias Answer = (_ found: FoundCertificate, _ view: any LedgerView) throws -> [UInt8]?

  func decide(_ task: QueryTask, _ view: any LedgerView) throws -> Decision {
    switch task {
    case .certificate(let target): try answer(target, view, shown)
    case .history(let target): try answer(target, view, history)
    case .certificates(let search): try list(search, view)
    case .crl(let authority): try crl(authority, view)
    }
  }

  /// Answers about one certificate, unless it is not there or waits for its signature.
  private func answer(_ target: CertificateTarget, _ view: any LedgerView, _ answer: Answer) throws -> Decision {
    switch try CertificateLookup(context: context, request: draft.request).find(target, view) {
    case .certificate(let record) where record.state == .failed:
      return draft.refused([CertificateLookup.unknown(record.uuid.description)])
    case .certificate(let record) where record.state == .requested:
      return draft.refused([
        Finding(
          .certificateState, at: "/certificateUuid", "the certificate waits for its signature: \(record.uuid)",
          fix: "finish issuing the certificate first")
      ])
    case let found: return draft.answered(try answer(found, view))
    }
  }

  private func shown(_ found: FoundCertificate, _ view: any LedgerView) throws -> [UInt8]? {
    let history = try history(found, view)
    var writer = JSONWriter()
    switch found {
    case .submission(let submission):
      detail(of: submission).write(to: &writer) { $0.member("eventHistory") { $0.raw(history) } }
    case .certificate(let record):
      // A scratch ledger has no signatures; there, nobody reads the answer.
      guard let issued = IssuedCertificate(record) else { return nil }
      let attributes = try CertificateAttributes(of: record.uuid, view)
      let key = try view.tokenKey(of: record, cryptography).map { KeyDetail($0, context.configuration) }
      let locations = try LocationDecision(context: context, draft: draft).locations(of: issued, view)
      let related = try view.successions(of: record.uuid).compactMap { try view.certificate($0.successor) }
      context.detail(of: issued, attributes: attributes.members, source: try view.predecessor(of: record.uuid))
        .write(to: &writer) { writer in
          writer.members(attributes.revoke)
          writer.members(attributes.metadata)
          CertificateKey(detail: key).write(to: &writer)
          if !locations.isEmpty { writer.member("locations") { $0.array(locations) { $1.write(to: &$0) } } }
          writer.member("relatedCertificates") {
            $0.array(related.compactMap(IssuedCertificate.init)) { context.detail(of: $1).writeRelated(to: &$0) }
          }
          writer.member("eventHistory") { $0.raw(history) }
        }
    }
    return writer.bytes
  }

  private func history(_ found: FoundCertificate, _ view: any LedgerView) throws -> [UInt8] {
    try CertificateHistory(context: context, cryptography: cryptography, view: view).json(of: found)
  }

  /// Certificates in the order of their UUIDs, then what is only submitted.
  private func list(_ search: CertificateSearch, _ view: any LedgerView) throws -> Decision {
    let first = (search.page - 1) * search.itemsPerPage
    var total = 0
    var page: [FoundCertificate] = []
    func meet(_ found: FoundCertificate, _ searched: SearchedCertificate) {
      let name = found.raProfile.flatMap(context.profileName)
      guard search.conditions.allSatisfy({ $0.holds(for: searched, raProfileName: name) }) else { return }
      if total >= first, page.count < search.itemsPerPage { page.append(found) }
      total += 1
    }
    try view.forEachCertificate { record in
      guard record.signature != nil, let searched = SearchedCertificate(record) else { return }
      meet(.certificate(record), searched)
    }
    try view.forEachWaiting { meet(.submission($0), SearchedCertificate($0)) }
    var writer = JSONWriter()
    writer.object {
      $0.member("certificates") { $0.array(page) { writeSummary(of: $1, to: &$0) } }
      $0.pageMembers(search.page, itemsPerPage: search.itemsPerPage, total: total)
    }
    return draft.answered(writer.bytes)
  }

  private func writeSummary(of found: FoundCertificate, to writer: inout JSONWriter) {
    switch found {
    case .submission(let submission): detail(of: submission).writeSummary(to: &writer)
    case .certificate(let record):
      if let issued = IssuedCertificate(record) { context.detail(of: issued).writeSummary(to: &writer) }
    }
  }

  private func detail(of submission: SubmittedRequest) -> SubmissionDetail {
    SubmissionDetail(submission: submission, raProfileName: context.profileName(submission.raProfile))
  }

  /// The CRL with all that is revoked before this request.
  private func crl(_ authority: UniqueID, _ view: any LedgerView) throws -> Decision {
    if try view.hasUnlistedRevocations(authority: authority) { return try dueCRL(authority) }
    guard let der = try view.lastCRL(authority: authority) else {
      // Whoever has issued owes one; whether an interrupted run has made it already must make no difference.
      if try view.hasCertificates(authority: authority) { return try dueCRL(authority) }
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

  private func dueCRL(_ authority: UniqueID) throws -> Decision {
    switch context.issuer(authority) {
    case .success: return draft.awaitingCRL(of: authority)
    case .failure(let problem):
      throw RefusedRequest(
        .authorityInvalid, "authority \(authority) cannot sign the CRL that is due: \(problem.text)",
        fix: "check the authority's certificates")
    }
  }
}
