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

  /// Nil for a certificate that was uploaded and is bound to none.
  var raProfile: UniqueID? {
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
  ) throws -> CertificateRecord {
    switch try find(target, view) {
    case .submission(let submission):
      let problem = event.problem(with: .submission(submission), under: profile)
      throw Refusal(findings: [problem ?? CertificateLookup.unknown(submission.uuid.description)])
    case .certificate(let record):
      if let problem = event.problem(with: .certificate(record), under: profile) {
        throw Refusal(findings: [problem], certificate: record)
      }
      return record
    }
  }

  func find(_ target: CertificateTarget, _ view: any LedgerView) throws -> FoundCertificate {
    let uuid: UniqueID?
    let text: String
    switch target {
    case .unknown(let name): (uuid, text) = (nil, name)
    case .uuid(let id, let name): (uuid, text) = (id, name)
    case .fingerprint(let octets): (uuid, text) = (try view.certificate(fingerprint: octets)?.uuid, Hex.encode(octets))
    case .request(let id):
      let pointer = "/certificateUuid"
      if let problem = try RequestReference.problem(id, from: request, run: context.run, view, at: pointer) {
        throw Refusal(findings: [problem])
      }
      let named = try view.request(id: id)
      if let named, named.certificate != nil, !(Operation(rawValue: named.operation)?.namesCertificate ?? false) {
        throw Refusal(findings: [CertificateLookup.secondName(named.id)])
      }
      (uuid, text) = (named?.certificate, "@\(id)")
    }
    if let uuid {
      if let record = try view.certificate(uuid) { return .certificate(record) }
      if let submission = try view.submission(uuid) { return .submission(submission) }
    }
    throw Refusal(findings: [CertificateLookup.unknown(text)])
  }

  private static func secondName(_ id: String) -> Finding {
    Finding(
      .requestReference, at: "/certificateUuid",
      "the certificate of request \(id) has a name of its own already",
      fix: "name the certificate by UUID, fingerprint or file, or as that request does")
  }

  /// Whether a certificate, or one that is only submitted, has a UUID.
  static func isTaken(_ uuid: UniqueID, _ view: any LedgerView) throws -> Bool {
    if try view.certificate(uuid) != nil { return true }
    return try view.submission(uuid) != nil
  }

  static func ambiguous(_ serialNumber: SerialNumber, at place: String) -> Finding {
    Finding(
      .certificateAmbiguous, at: place, "More than one certificate found with serial number: \(serialNumber)",
      fix: "find out which of the two the authority has issued")
  }

  static var unreadable: Finding {
    Finding(.internalError, at: "/certificateUuid", "the certificate cannot be read", fix: "report this")
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
    guard certificate.raProfile == profile else {
      return Finding(
        .certificateProfile, at: "/certificateUuid",
        "Cannot perform operation \(rawValue) on certificate. Existing Certificate RA profile is different than RA "
          + "profile of request. Certificate: \(certificate.uuid)",
        fix: certificate.raProfile == nil
          ? "bind the certificate to the RA profile with identifyCertificate first"
          : "name the RA profile that the certificate was issued under")
    }
    return stateProblem(with: certificate)
  }

  /// Why it cannot happen to a certificate in its state; nil where it can.
  func stateProblem(with certificate: FoundCertificate) -> Finding? {
    guard CertificateLifecycle.state(after: self, in: certificate.state) == nil else { return nil }
    return Finding(
      .certificateState, at: "/certificateUuid",
      "Cannot perform operation \(rawValue) on certificate in state \(certificate.state.label). "
        + "Certificate: \(certificate.uuid)",
      fix: certificate.state == .requested ? "finish issuing the certificate first" : "leave the request out")
  }
}
