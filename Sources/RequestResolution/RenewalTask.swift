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

  /// Where the successor's certificate request comes from.
  enum Source: Sendable {
    /// It is the one on record.
    case stored
    /// It came with the operation.
    case given(Given)
    /// It is to be made with a key of a token.
    case keyed(KeyedRequest)
  }

  /// What the API says where nothing names the new key.
  static let keyMissing = "Key UUID is not provided in the request and old certificate does not have key reference"

  let operation: Operation
  let profile: ResolvedProfile
  let target: CertificateTarget
  let source: Source
  let replacesInLocations: Bool
}
