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
    /// `warnings` are told with the answer, whatever it is that is done.
    case task(RequestTask, warnings: [Finding])
    /// Refused whatever the ledger holds; what it says of the certificate that the request is about may be wrong too.
    case refused([Finding], about: CertificateClaim? = nil)
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
  case bulkRevoke(BulkRevocationTask)
  case endEntity(EndEntityTask)
  case query(QueryTask)
  case location(LocationTask)
  case renew(RenewalTask)
  /// A certificate that is to be issued later.
  case submit(IssueTask)
  /// A certificate that was submitted and is to be issued now.
  case issueSubmitted(profile: ResolvedProfile, target: CertificateTarget)
  /// A certificate that was signed elsewhere.
  case upload(UploadTask)
  /// A certificate that is to be bound to an RA profile.
  case identify(profile: ResolvedProfile, target: CertificateTarget)
  case key(KeyTask)
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

  /// Whether nothing about the certificate waits for the ledger.
  var isDirect: Bool { if case .direct(.ready(_, statedKey: nil)) = enrolment { true } else { false } }

  /// Whose certificate it becomes.
  enum Enrolment: Sendable {
    /// The request speaks for itself.
    case direct(MaterialSource)
    /// An end entity proves itself by its password; what is wrong with the rest is said only after that.
    case endEntity(username: String, password: String, request: Result<VerifiedRequest, RefusedRequest>)
  }
}

/// Where what a certificate will hold comes from.
enum MaterialSource: Sendable {
  /// A request that was given; `statedKey` is the key of a token that it is said to be signed by.
  case ready(CertificateMaterial, statedKey: TokenKeySelection?)
  /// A request that is made with a key of a token.
  case keyed(KeyedRequest, KeyedNames)
}

/// A certificate to be revoked.
struct RevokeTask: Sendable {
  let profile: ResolvedProfile
  let target: CertificateTarget
  let terms: RevocationTerms
}

/// Why certificates are revoked, and what is to be done besides.
struct RevocationTerms: Sendable {
  let reason: RevocationReason
  /// Whether the certificates' keys were to be destroyed too.
  var destroysKey: Bool
  /// The attributes that were given, as they are kept: JSON members without braces; empty where there are none.
  let attributes: [UInt8]
  /// Whether a key may be destroyed although it is active.
  var destroysActiveKey = false

  /// Whether keys become known to others with this.
  var compromisesKey: Bool { reason == .keyCompromise }
  /// Whether a certificate's key changes with it, if it is one of a token: it is destroyed, or known to others.
  var concernsKey: Bool { destroysKey || compromisesKey }
}

/// What a request takes for granted of a certificate: that it is there, of an RA profile, and in the right state.
struct CertificateClaim: Sendable {
  let target: CertificateTarget
  let event: CertificateLifecycle.Event
  let raProfile: UniqueID
}

extension RequestTask {
  /// What must be true of the certificate that is revoked or gets a successor.
  var claim: CertificateClaim? {
    switch self {
    case .revoke(let task):
      CertificateClaim(target: task.target, event: .revoke, raProfile: task.profile.raProfile.uuid)
    case .renew(let task):
      CertificateClaim(target: task.target, event: task.operation.event, raProfile: task.profile.raProfile.uuid)
    case .issue, .endEntity, .query, .submit, .issueSubmitted, .answer, .upload, .identify, .bulkRevoke, .key,
      .location:
      nil
    }
  }
}

/// Certificates of one RA profile that are to be revoked together.
struct BulkRevocationTask: Sendable {
  let profile: ResolvedProfile
  let selection: Selection
  let terms: RevocationTerms

  /// Which certificates.
  enum Selection: Sendable {
    case named([CertificateTarget])
    /// Those that meet all conditions.
    case meeting([CertificateCondition])
  }
}

/// A certificate, as far as it is known without the ledger.
enum CertificateTarget: Sendable {
  case uuid(UniqueID, text: String)
  /// The certificate of another request.
  case request(String)
  /// SHA-256 of a certificate that was not on record when the request was prepared.
  case fingerprint([UInt8])
  /// Nothing in the ledger can be meant.
  case unknown(text: String)
}

/// Why a request is not taken.
///
/// Thrown where judging it cannot go on, with all that was found; `RequestPreparer` and `Resolver` make a refusal of it.
struct RefusedRequest: Error, Hashable, Sendable {
  let findings: [Finding]
}

extension RefusedRequest {
  /// For one reason.
  init(_ code: FindingCode, at pointer: String = "", _ problem: String, fix remedy: String) {
    self.init(findings: [Finding(code, at: pointer, problem, fix: remedy)])
  }
}
