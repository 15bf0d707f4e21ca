import DocumentModel
import PKIModel

/// The API's answer to a request that was submitted: CertificateDetailDto, as far as it is known before issuing.
struct SubmissionDetail {
  let submission: SubmittedRequest
  /// Nil where the home has the RA profile no longer.
  let raProfileName: String?

  var json: [UInt8] {
    // What is on record was read before it was written.
    let key = CertificateRequest(der: submission.request)?.publicKey
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("uuid", submission.uuid.description)
      writer.member("commonName", ifPresent: submission.subject.text(of: OID(2, 5, 4, 3)))
      writer.member("subjectDn", submission.subject.description)
      writer.member("publicKeyAlgorithm", ifPresent: key?.apiName)
      if let bits = key?.bits { writer.member("keySize", bits) }
      writer.member("state", CertificateState.requested.rawValue)
      writer.member("certificateType", "X.509")
      writer.raProfileMember(uuid: submission.raProfile, name: raProfileName)
      writer.altNamesMember(submission.altNames)
      writer.requestMember(submission.request)
    }
    return writer.bytes
  }
}
