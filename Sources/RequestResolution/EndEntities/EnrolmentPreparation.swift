import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// issueCertificate of version 1 (LegacyClientCertificateSignRequestDto).
  func legacyIssue(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    let profile: ResolvedProfile
    switch legacyProfile(draft) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let username = body.requiredString("username")
    let password = body.requiredString("password")
    let inline = body.string("pkcs10")
    body.finish()
    let octets = draft.requestOctets(
      inline: inline.map { Array($0.utf8) }, member: "pkcs10",
      missing: Finding(.memberMissing, at: "/body/pkcs10", "member \"pkcs10\" is missing", fix: "add \"pkcs10\""))
    guard let username, let password, let octets, draft.findings.isEmpty else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    draft.touch(profile, username, isExclusive: true)
    let place = draft.requestFile == nil ? "/body/pkcs10" : "/requestFile"
    let request = requestReader.read(
      octets, as: .pkcs10, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    return .success(
      .issue(
        IssueTask(
          profile: profile, validityDays: nil, attributes: [],
          enrolment: .endEntity(username: username, password: password, request: request))))
  }
}
