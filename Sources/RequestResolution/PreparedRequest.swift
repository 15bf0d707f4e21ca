import Configuration
import Diagnostics
import PKIModel

/// A request after everything that can be judged without the ledger: decoded, checked, its proof verified.
///
/// A class, because it is handed from queue to queue and holds much.
package final class PreparedRequest: Sendable {
  package let identity: RequestIdentity
  package let touches: [Touch]
  /// Whether the request waits for all before it, and all behind it wait for it: only the ledger knows what it touches.
  package let goesAlone: Bool
  /// Ids of requests that must have succeeded.
  let dependencies: [String]
  let verdict: Verdict

  enum Verdict: Sendable {
    case task(RequestTask)
    /// Refused whatever the ledger holds.
    case refused([Finding])
  }

  init(
    identity: RequestIdentity, touches: [Touch], goesAlone: Bool = false, dependencies: [String], verdict: Verdict
  ) {
    self.identity = identity
    self.touches = touches
    self.goesAlone = goesAlone
    self.dependencies = dependencies
    self.verdict = verdict
  }
}

/// Which request something is about.
package struct RequestIdentity: Hashable, Sendable {
  /// The place in the manifest, from 0.
  package let position: Int
  /// The requester's id; `/requests/N` where there is none, which no requester can choose.
  package let id: String
  package let operation: String
  /// SHA-256 of the request's content in its form-neutral form, with the certificate request that it names.
  package let digest: [UInt8]

  init(position: Int, id: String, operation: String, digest: [UInt8]) {
    self.position = position
    self.id = id
    self.operation = operation
    self.digest = digest
  }

  /// As it is on record.
  init(_ record: RequestRecord) {
    self.init(position: record.position, id: record.id, operation: record.operation, digest: record.digest)
  }
}

/// What a request wants, in terms of the domain.
enum RequestTask: Sendable {
  case issue(IssueTask)
  case revoke(RevokeTask)
  case endEntity(EndEntityTask)
  case query(QueryTask)
  case location(LocationTask)
  case renew(RenewalTask)
  /// A certificate that is to be issued later.
  case submit(IssueTask)
  /// A certificate that was submitted and is to be issued now.
  case issueSubmitted(profile: ResolvedProfile, target: CertificateTarget)
  /// Answered with a body that only the configuration decides; nil for an answer without one.
  case answer(body: [UInt8]?)
}

/// A certificate to be issued.
struct IssueTask: Sendable {
  let profile: ResolvedProfile
  /// Days of validity that were asked for; nil leaves it to the profile.
  let validityDays: Int?
  /// The attributes that were given, as they are kept with the certificate: JSON; empty where there are none.
  let attributes: [UInt8]
  /// The custom ones among them, in the same form.
  var customAttributes: [UInt8] = []
  let enrolment: Enrolment

  var isDirect: Bool { if case .direct = enrolment { true } else { false } }

  /// Whose certificate it becomes.
  enum Enrolment: Sendable {
    /// The request speaks for itself.
    case direct(CertificateMaterial)
    /// An end entity proves itself by its password; what is wrong with the rest is said only after that.
    case endEntity(username: String, password: String, request: Result<VerifiedRequest, RefusedRequest>)
  }
}

/// A certificate to be revoked.
struct RevokeTask: Sendable {
  let profile: ResolvedProfile
  let target: CertificateTarget
  let reason: RevocationReason
  /// Whether the certificate's key was to be destroyed too.
  let destroysKey: Bool
  let attributes: [UInt8]
}

/// A certificate, as far as it is known without the ledger.
enum CertificateTarget: Sendable {
  case uuid(UniqueID, text: String)
  /// The certificate of another request.
  case request(String)
  /// Nothing in the ledger can be meant.
  case unknown(text: String)
}

/// Why a certificate request is not taken.
struct RefusedRequest: Error, Hashable, Sendable {
  let findings: [Finding]
}
