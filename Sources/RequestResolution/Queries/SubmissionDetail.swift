import DocumentModel
import PKIModel

/// The API's answer to a request that was submitted: CertificateDetailDto, as far as it is known before issuing.
struct SubmissionDetail {
  let submission: SubmittedRequest
  /// Nil where the home has the RA profile no longer.
  let raProfileName: String?

  var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer) { _ in }
    return writer.bytes
  }

  /// The members that are known, and more behind.
  func write(to writer: inout JSONWriter, _ more: (inout JSONWriter) -> Void) {
    writer.object { writer in
      writeMembers(to: &writer)
      writer.altNamesMember(submission.altNames)
      writer.requestMember(submission.request)
      writer.members(submission.attributes)
      more(&writer)
    }
  }

  /// What a list shows of it.
  func writeSummary(to writer: inout JSONWriter) { writer.object { writeMembers(to: &$0) } }

  private func writeMembers(to writer: inout JSONWriter) {
    // What is on record was read before it was written.
    let key = CertificateRequest(der: submission.request)?.publicKey
    writer.member("uuid", submission.uuid.description)
    writer.member("commonName", ifPresent: submission.subject.text(of: OID(2, 5, 4, 3)))
    writer.member("subjectDn", submission.subject.description)
    writer.member("publicKeyAlgorithm", ifPresent: key?.apiName)
    if let bits = key?.bits { writer.member("keySize", bits) }
    writer.member("state", CertificateState.requested.rawValue)
    writer.member("certificateType", "X.509")
    writer.raProfileMember(uuid: submission.raProfile, name: raProfileName)
  }
}
