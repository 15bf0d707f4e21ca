/// The class of a request's result, and through it the HTTP status that the API would have answered.
package enum Outcome: String, CaseIterable, Sendable {
  /// Done and durable.
  case ok = "OK"
  /// Some of what was asked is done and durable, the rest was refused.
  case partial = "PARTIAL"
  /// An approval is missing.
  case pending = "PENDING"
  /// The entry cannot be read: wrong type, bad base64, unparseable request, duplicate, wrong password.
  case badRequest = "BAD_REQUEST"
  /// The operator's or the profile's policy denies.
  case forbidden = "FORBIDDEN"
  /// Authority, RA profile, certificate, end entity, key or token profile is unknown.
  case notFound = "NOT_FOUND"
  /// Attribute, lifecycle, key, subject, proof-of-possession or policy rules are broken.
  case validationFailed = "VALIDATION_FAILED"
  /// The CA answered with an error.
  case authorityError = "AUTHORITY_ERROR"
  /// The CA's key, the ledger or the output cannot be used.
  case authorityUnavailable = "AUTHORITY_UNAVAILABLE"
  /// A request that this one depends on did not succeed.
  case skipped = "SKIPPED"
  /// A bug was caught; the run goes on.
  case internalError = "INTERNAL"

  /// The HTTP status of the API for this class, nil where the API has none; a success without a body is 204.
  package var httpStatus: Int? {
    switch self {
    case .ok: 200
    case .partial: 207
    case .pending: 202
    case .badRequest: 400
    case .forbidden: 403
    case .notFound: 404
    case .validationFailed: 422
    case .authorityError: 502
    case .authorityUnavailable: 503
    case .skipped: nil
    case .internalError: 500
    }
  }

  /// Whether anything was done that stands for ever.
  package var isLasting: Bool { tally == .done || self == .partial }

  /// How the accounting counts this class.
  package var tally: Tally {
    switch self {
    case .ok, .pending: .done
    case .partial, .badRequest, .forbidden, .notFound, .validationFailed: .rejected
    case .authorityError, .authorityUnavailable, .internalError: .failed
    case .skipped: .skipped
    }
  }
}

/// The four columns of the accounting: `in = done + rejected + failed + skipped`.
package enum Tally: String, CaseIterable, Sendable {
  case done, rejected, failed, skipped
}
