import Configuration
import PKIModel

/// A certificate that is to get a successor.
struct RenewalTask: Sendable {
  /// What the successor has in common with it; the raw value is the API's code.
  enum Operation: String, Sendable {
    /// The key.
    case renew
    /// The subject, with another key.
    case rekey

    var event: CertificateLifecycle.Event { self == .renew ? .renew : .rekey }
  }

  /// A certificate request that came with the operation.
  struct Given: Sendable {
    let request: VerifiedRequest
    /// JSON Pointer.
    let place: String
  }

  let operation: Operation
  let profile: ResolvedProfile
  let target: CertificateTarget
  /// Nil where the request on record is to be used.
  let given: Given?
  let replacesInLocations: Bool
}
