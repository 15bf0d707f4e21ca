package import Diagnostics
import ManifestReading
import PKIModel

extension Resolver {
  /// The refusal of a request for a reason that lies outside of it, instead of what was decided.
  package static func refusal(
    insteadOf decision: Decision, _ findings: [Finding], _ context: ResolutionContext
  ) -> Decision {
    DecisionDraft(request: RequestIdentity(decision.request), context: context).refused(findings)
  }

  /// What becomes of a request whose certificate was intended and could not be signed.
  ///
  /// The certificate is given up, and an end entity that was to enrol may try again.
  package static func failure(
    of decision: Decision, _ problem: String, _ context: ResolutionContext
  ) -> Decision {
    var changes: [StateChange] = decision.certificate.map { [.abandon($0.uuid)] } ?? []
    for case .updateEndEntity(var entity) in decision.recorded.changes {
      entity.status = .failed
      changes.append(.updateEndEntity(entity))
    }
    // A certificate that was given up is not issued any more; who asks for one anew gets another one.
    let remedy =
      decision.request.operation == Operation.issueNewCertificate.rawValue
      ? "check the CA's key and submit the request again" : "check the CA's key and run again"
    let finding = Finding(.signatureFailed, "the certificate could not be signed: \(problem)", fix: remedy)
    return DecisionDraft(request: RequestIdentity(decision.request), context: context)
      .refused([finding], changes: changes, certificate: decision.certificate)
  }
}
