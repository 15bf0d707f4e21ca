import Diagnostics
import ManifestReading
import PKIModel

/// A certificate that a request is about: one with bytes, or one that was only submitted.
enum FoundCertificate {
  case certificate(CertificateRecord)
  case submission(SubmittedRequest)

  var uuid: UniqueID {
    switch self {
    case .certificate(let record): record.uuid
    case .submission(let submission): submission.uuid
    }
  }

  var raProfile: UniqueID {
    switch self {
    case .certificate(let record): record.raProfile
    case .submission(let submission): submission.raProfile
    }
  }

  var state: CertificateState {
    switch self {
    case .certificate(let record): record.state
    case .submission: .requested
    }
  }
}

/// Finds the certificate that a request is about.
struct CertificateLookup {
  let context: ResolutionContext
  let request: RequestIdentity

  /// Why a request cannot go on with its certificate.
  struct Refusal: Error {
    let findings: [Finding]
    /// Where it was found.
    var certificate: CertificateRecord?
  }

  /// The certificate, if it is under an RA profile and in a state that allows what is to happen to it.
  func certificate(
    _ target: CertificateTarget, for event: CertificateLifecycle.Event, under profile: UniqueID,
    _ view: any LedgerView
  ) throws -> Result<CertificateRecord, Refusal> {
    switch try find(target, view) {
    case .failure(let refusal): return .failure(refusal)
    case .success(.submission(let submission)):
      let problem = event.problem(with: .submission(submission), under: profile)
      return .failure(Refusal(findings: [problem ?? CertificateLookup.unknown(submission.uuid.description)]))
    case .success(.certificate(let record)):
      if let problem = event.problem(with: .certificate(record), under: profile) {
        return .failure(Refusal(findings: [problem], certificate: record))
      }
      return .success(record)
    }
  }

  func find(_ target: CertificateTarget, _ view: any LedgerView) throws -> Result<FoundCertificate, Refusal> {
    let uuid: UniqueID?
    let text: String
    switch target {
    case .unknown(let name): (uuid, text) = (nil, name)
    case .uuid(let id, let name): (uuid, text) = (id, name)
    case .request(let id):
      let pointer = "/certificateUuid"
      if let problem = try RequestReference.problem(id, from: request, run: context.run, view, at: pointer) {
        return .failure(Refusal(findings: [problem]))
      }
      let named = try view.request(id: id)
      if let named, named.operation == Operation.issueNewCertificate.rawValue {
        return .failure(Refusal(findings: [CertificateLookup.secondName(named.id)]))
      }
      (uuid, text) = (named?.certificate, "@\(id)")
    }
    if let uuid {
      if let record = try view.certificate(uuid) { return .success(.certificate(record)) }
      if let submission = try view.submission(uuid) { return .success(.submission(submission)) }
    }
    return .failure(Refusal(findings: [CertificateLookup.unknown(text)]))
  }

  /// What a certificate has in common with other requests is known by its name alone; with two names, requests for one
  /// certificate could pass each other.
  private static func secondName(_ id: String) -> Finding {
    Finding(
      .requestReference, at: "/certificateUuid",
      "request \(id) issued a certificate that has a name of its own already",
      fix: "name the certificate as that request does")
  }

  static func unknown(_ text: String) -> Finding {
    Finding(
      .certificateUnknown, at: "/certificateUuid", "Object of type 'Certificate' identified by \(text) is not found.",
      fix: "name a certificate that this home has issued")
  }
}

extension CertificateLifecycle.Event {
  /// Why it cannot happen to a certificate, in the API's words; nil where it can.
  func problem(with certificate: FoundCertificate, under profile: UniqueID) -> Finding? {
    let name = "Certificate: \(certificate.uuid)"
    guard certificate.raProfile == profile else {
      return Finding(
        .certificateProfile, at: "/certificateUuid",
        "Cannot perform operation \(rawValue) on certificate. Existing Certificate RA profile is different than RA "
          + "profile of request. \(name)",
        fix: "name the RA profile that the certificate was issued under")
    }
    guard CertificateLifecycle.state(after: self, in: certificate.state) != nil else {
      return Finding(
        .certificateState, at: "/certificateUuid",
        "Cannot perform operation \(rawValue) on certificate in state \(certificate.state.label). \(name)",
        fix: certificate.state == .requested ? "finish issuing the certificate first" : "leave the request out")
    }
    return nil
  }
}
