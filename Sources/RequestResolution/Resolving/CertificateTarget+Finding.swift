import Diagnostics
import PKIModel

extension CertificateTarget {
  /// The certificate in the ledger; the refusal says which one is not there.
  func find(
    for request: RequestIdentity, run: Int, _ view: any LedgerView
  ) throws -> Result<CertificateRecord, RefusedRequest> {
    let found: CertificateRecord?
    let text: String
    switch self {
    case .unknown(let name): (found, text) = (nil, name)
    case .uuid(let uuid, let name): (found, text) = (try view.certificate(uuid), name)
    case .request(let id):
      if let problem = try RequestReference.problem(id, from: request, run: run, view, at: "/certificateUuid") {
        return .failure(RefusedRequest(findings: [problem]))
      }
      text = "@\(id)"
      found = try view.request(id: id)?.certificate.flatMap { try view.certificate($0) }
    }
    if let found, found.state != .failed { return .success(found) }
    return .failure(
      RefusedRequest(findings: [
        Finding(
          .certificateUnknown, at: "/certificateUuid",
          "Object of type 'Certificate' identified by \(text) is not found.",
          fix: "name a certificate that this home has issued")
      ]))
  }
}
