import Diagnostics
import PKIModel

/// Finds the certificate that a request is about.
struct CertificateLookup {
  let context: ResolutionContext
  let request: RequestIdentity

  func certificate(
    _ target: CertificateTarget, _ view: any LedgerView
  ) throws -> Result<CertificateRecord, RefusedRequest> {
    let found: CertificateRecord?
    let text: String
    switch target {
    case .unknown(let name): (found, text) = (nil, name)
    case .uuid(let uuid, let name): (found, text) = (try view.certificate(uuid), name)
    case .request(let id):
      let pointer = "/certificateUuid"
      if let problem = try RequestReference.problem(id, from: request, run: context.run, view, at: pointer) {
        return .failure(RefusedRequest(findings: [problem]))
      }
      text = "@\(id)"
      found = try view.request(id: id)?.certificate.flatMap { try view.certificate($0) }
    }
    return found.map(Result.success) ?? .failure(CertificateLookup.unknown(text))
  }

  private static func unknown(_ text: String) -> RefusedRequest {
    RefusedRequest(findings: [
      Finding(
        .certificateUnknown, at: "/certificateUuid", "Object of type 'Certificate' identified by \(text) is not found.",
        fix: "name a certificate that this home has issued")
    ])
  }
}

extension CertificateLifecycle.Event {
  /// Why it cannot happen to a certificate, in the API's words; nil where it can.
  func problem(with certificate: CertificateRecord, under profile: UniqueID) -> Finding? {
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
