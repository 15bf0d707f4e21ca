import Configuration
import DocumentModel
import PKIModel

/// The API's answer to a request that was submitted: CertificateDetailDto, as far as it is known before issuing.
struct SubmissionDetail {
  private let submission: SubmittedRequest
  private let profile: ResolvedProfile
  private let key: SubjectPublicKeyInfo

  init(_ submission: SubmittedRequest, profile: ResolvedProfile, key: SubjectPublicKeyInfo) {
    self.submission = submission
    self.profile = profile
    self.key = key
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("uuid", submission.uuid.description)
      writer.member("commonName", ifPresent: submission.subject.text(of: OID(2, 5, 4, 3)))
      writer.member("subjectDn", submission.subject.description)
      writer.member("publicKeyAlgorithm", key.apiName)
      if let bits = key.bits { writer.member("keySize", bits) }
      writer.member("state", CertificateState.requested.rawValue)
      writer.member("certificateType", "X.509")
      writer.member("raProfile") {
        $0.object {
          $0.member("uuid", profile.raProfile.uuid.description)
          $0.member("name", profile.raProfile.name)
        }
      }
      writer.member("subjectAlternativeNames") {
        $0.object { writer in
          for kind in GeneralName.Kind.allCases {
            writer.member(kind.rawValue, submission.altNames.filter { $0.kind == kind }.map(\.valueText))
          }
        }
      }
      writer.member("certificateRequest") {
        $0.object {
          $0.member("certificateType", "X.509")
          $0.member("certificateRequestFormat", (RequestFormat(der: submission.request) ?? .pkcs10).rawValue)
          $0.member("content") { $0.plainString { Base64.append(submission.request, to: &$0) } }
        }
      }
    }
    return writer.bytes
  }
}
