import Configuration
import Diagnostics
import PKIModel

/// How long a certificate is valid (RFC 5280 4.1.2.5): within the profile's bounds and the CA's certificate.
struct ValidityPolicy {
  let profile: CertificateProfile
  let issuer: Issuer

  func validity(
    days wanted: Int?, now: UTCInstant, warnings: inout [Finding]
  ) throws(RefusedRequest) -> Validity {
    let days = wanted ?? profile.validityDays
    guard profile.allowedDays.contains(days) else {
      throw RefusedRequest(
        .validityNotAllowed, "a validity of \(days) days is not allowed",
        fix: "ask for \(profile.allowedDays.lowerBound) to \(profile.allowedDays.upperBound) days")
    }
    let authority = issuer.certificate.tbs.validity
    // Backdated, but never before the CA itself was valid.
    let start = max(now.adding(seconds: -60 * Int64(profile.backdateMinutes)) ?? now, authority.notBefore)
    // Both ends count: without the second less, 90 days would be 90 days and a second.
    let end = start.adding(seconds: 86_400 * Int64(days) - 1) ?? .latest
    if end <= authority.notAfter { return try bounded(start, end) }
    switch profile.beyondAuthority {
    case .refuse:
      throw RefusedRequest(
        .validityNotAllowed, "the certificate would be valid until \(end), its CA only until \(authority.notAfter)",
        fix: "ask for fewer days, or renew the CA")
    case .shorten:
      warnings.append(
        Finding(
          .validityNotAllowed, "the validity was shortened to that of the CA, \(authority.notAfter)",
          fix: "renew the CA"))
      return try bounded(start, authority.notAfter)
    }
  }

  private func bounded(_ start: UTCInstant, _ end: UTCInstant) throws(RefusedRequest) -> Validity {
    guard let validity = Validity(notBefore: start, notAfter: end) else {
      throw RefusedRequest(
        .validityNotAllowed, "the certificate would never be valid", fix: "check the clock and the CA's certificate")
    }
    return validity
  }
}
