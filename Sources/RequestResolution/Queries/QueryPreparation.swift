import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// getCertificate, CertificateDetailDto of one certificate, and getCertificateEventHistory: which one.
  func getCertificate(_ draft: inout PreparationDraft) throws -> CertificateTarget {
    draft.refuseBody()
    guard let reference = draft.envelope.certificate else {
      throw RefusedRequest(
        .memberMissing, at: "/certificateUuid", "the certificate is not named", fix: "add certificateUuid")
    }
    draft.touches.append(.reading(.keyStates))
    return try target(reference, &draft)
  }

  /// listCertificates: a page of those that meet all filters.
  ///
  /// Whatever issues or revokes may change the list, so that it goes alone.
  func listCertificates(_ draft: inout PreparationDraft) -> RequestTask {
    let search = CertificateSearch(draft.envelope.body, draft.findings)
    draft.goesAlone = true
    return .query(.certificates(search))
  }

  /// getCaCertificates: the authority's chain, its own certificate first.
  func getCACertificates(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let profile = try profile(of: draft.envelope, disabled: .isUnknown)
    switch context.issuer(profile.authority.uuid) {
    case .success(let issuer): return .answer(body: IssuerChain(issuer, cryptography).json)
    case .failure(let problem):
      throw RefusedRequest(
        .authorityInvalid, "authority \(profile.authority.name) has no chain: \(problem.text)",
        fix: "check the authority's certificates")
    }
  }

  /// getCrl: the authority's CRL with all that is revoked before.
  ///
  /// Whatever revokes may concern the authority, so that it goes alone.
  func getCRL(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    if let node = draft.envelope.body, !node.isNull {
      var body = ObjectReader(node, findings: draft.findings)
      let isDelta = body.boolean("delta") ?? false
      // Of the authority's own configuration; the home has it.
      _ = body.array("raProfileAttributes")
      body.finish()
      if isDelta {
        draft.findings.add(
          Finding(.memberValue, at: body.pointer("delta"), "no delta CRL is made", fix: "ask for the full one"))
      }
    }
    draft.goesAlone = true
    return .query(.crl(authority: try authority(of: draft)))
  }

  /// The authority that a request names, by itself or, where it names none, through its RA profile.
  private func authority(of draft: PreparationDraft) throws(RefusedRequest) -> UniqueID {
    guard let text = draft.envelope.authorityUuid else {
      return try profile(of: draft.envelope, disabled: .isUnknown).authority.uuid
    }
    guard let uuid = UniqueID(text) else {
      throw RefusedRequest(.memberValue, "Invalid UUID string: \(text)", fix: "give the authority's UUID")
    }
    guard context.configuration.authority(uuid) != nil else {
      throw RefusedRequest(
        .authorityUnknown, "Object of type 'Authority' identified by \(text) is not found.",
        fix: "see authorities in the home")
    }
    return uuid
  }
}
