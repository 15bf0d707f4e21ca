import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// issueCertificate of version 1 (LegacyClientCertificateSignRequestDto).
  func legacyIssue(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    let profile = try legacyProfile(draft)
    var body = try draft.body()
    let username = body.requiredString("username")
    let password = body.requiredString("password")
    let inline = body.string("pkcs10")
    body.finish()
    let octets = draft.requestOctets(
      inline: inline.map { Array($0.utf8) }, member: "pkcs10",
      missing: Finding(.memberMissing, at: "/body/pkcs10", "member \"pkcs10\" is missing", fix: "add \"pkcs10\""))
    guard let username, let password, let octets, draft.findings.isEmpty else { throw draft.refusal }
    draft.touch(profile, username, isExclusive: true)
    let place = draft.requestFile == nil ? "/body/pkcs10" : "/requestFile"
    let request = Result { () throws(RefusedRequest) in
      try requestReader.read(
        octets, as: .pkcs10, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    }
    return .issue(
      IssueTask(
        profile: profile, validityDays: nil, attributes: [],
        enrolment: .endEntity(username: username, password: password, request: request)))
  }
}
