import Diagnostics
import PKIModel

/// revokeCertificate of version 2, and of version 1.
extension ConformanceTable {
  static let revoking = reasons + states + bodies + legacy

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b14"

  private static func revoke(
    under profile: String = "tls-server", _ certificate: String = ConformanceRow.about("a"), body: String = "{}"
  ) -> String {
    ConformanceRow.ask("revokeCertificate", under: profile, certificate, body: body)
  }

  // MARK: Reasons

  private static let reasons: [ConformanceRow] =
    RevocationReason.allCases.map { reason in
      ConformanceRow(
        "revoke-\(reason.code)", "1.2 CertificateRevocationReason \(reason.code)", before: [.issued("a")],
        revoke(body: #"{"reason":"\#(reason.code)","attributes":[]}"#), .noContent(), after: [.revoked("a", reason)])
    } + [
      ConformanceRow(
        "revoke-null-reason", "1.2 reason null: unspecified", before: [.issued("a")], revoke(body: #"{"reason":null}"#),
        .noContent(), after: [.revoked("a", .unspecified)]),
      ConformanceRow(
        "revoke-no-reason", "1.2 reason absent: unspecified", before: [.issued("a")], revoke(), .noContent(),
        after: [.revoked("a", .unspecified)]),
      ConformanceRow(
        "revoke-constant", "8 reason default: the constant's name of the documentation's sample",
        before: [.issued("a")], revoke(body: #"{"reason":"UNSPECIFIED"}"#),
        .badRequest(.revocationReason, "Unknown Certificate Revocation reason UNSPECIFIED"),
        insteadOf: .section8(.reasonDefault, "the specification prints the constant, upstream takes the code only")),
      ConformanceRow(
        "revoke-constant-leniently", "8 reason default: the constant's name in lenient mode, with a warning",
        before: [.issued("a", under: "lenient")],
        revoke(under: "lenient", body: #"{"reason":"UNSPECIFIED"}"#), .noContent(warnings: .revocationReason),
        after: [.revoked("a", .unspecified)],
        insteadOf: .section8(.reasonDefault, "the specification prints the constant, upstream takes the code only")),
      ConformanceRow(
        "revoke-removeFromCRL", "1.2 there is no removeFromCRL", before: [.issued("a")],
        revoke(body: #"{"reason":"removeFromCRL"}"#),
        .badRequest(.revocationReason, "Unknown Certificate Revocation reason removeFromCRL")),
    ]

  // MARK: The certificate

  private static func refused(_ state: String) -> ConformanceRow.Answer {
    .invalid(
      .certificateState, "Cannot perform operation revoke on certificate in state \(state). Certificate: {{uuid:a}}")
  }

  private static let states = [
    ConformanceRow(
      "revoke-unknown", "1.5 revoke: certificate unknown", revoke(#""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "revoke-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      revoke(#""certificateUuid":"166b5cf52-63f2""#),
      .badRequest(.memberValue, "Invalid UUID string: 166b5cf52-63f2")),
    ConformanceRow(
      "revoke-revoked", "3.8 no idempotency: state", before: [.revoked("a")],
      revoke(body: #"{"reason":"keyCompromise"}"#), refused("Revoked")),
    ConformanceRow(
      "revoke-requested", "1.5 revoke: state other than issued", before: [.submitted("a")], revoke(),
      refused("Requested")),
    ConformanceRow(
      "revoke-failed", "1.5 revoke: state other than issued", before: [.failed("a")], revoke(under: "broken"),
      refused("Failed")),
    ConformanceRow(
      "revoke-foreign", "1.5 revoke: RA profile differs", before: [.issued("a")], revoke(under: "tls-client"),
      .invalid(
        .certificateProfile,
        "Cannot perform operation revoke on certificate. Existing Certificate RA profile is different than RA profile "
          + "of request. Certificate: {{uuid:a}}")),
    ConformanceRow(
      "revoke-disabled", "1.5 revoke: RA profile disabled", before: [.issued("a")], revoke(under: "disabled"),
      .invalid(
        .raProfileDisabled,
        "Cannot perform operation revoke on certificate with disabled RA profile. Ra Profile: disabled")),
    ConformanceRow(
      "revoke-attributes", "1.5 revoke: revoke attributes, beside everything else that is wrong",
      before: [.issued("a")],
      revoke(under: "attributed", body: #"{"attributes":[]}"#),
      .invalid(
        .attributeRequired, "Content for required Data attribute incident is not provided.",
        "Cannot perform operation revoke on certificate. Existing Certificate RA profile is different than RA profile "
          + "of request. Certificate: {{uuid:a}}"),
      insteadOf: .section8(.revokeErrors, "the specification lists no 422 here, upstream and certmill answer it")),
    ConformanceRow(
      "revoke-unknown-attributes", "1.5 revoke: an unknown certificate goes before its attributes",
      revoke(under: "attributed", #""certificateUuid":"\#(nobody)""#, body: #"{"attributes":[]}"#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "revoke-fingerprint", "design 6 a certificate by its fingerprint", before: [.issued("a")],
      revoke(#""certificateUuid":{"fingerprint":"{{fingerprint:a}}"}"#), .noContent(),
      after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "revoke-serial", "design 6 a certificate by serial number and issuer", before: [.issued("a")],
      revoke(#""certificateUuid":{"serialNumber":"0x{{serial:a}}","issuerDn":"{{issuer:issuing-ca}}"}"#), .noContent(),
      after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "revoke-ambiguous", "design 6 a bare digit string is ambiguous", before: [.issued("a")],
      revoke(#""certificateUuid":{"serialNumber":"1234","issuerDn":"{{issuer:issuing-ca}}"}"#),
      .badRequest(.serialNumberAmbiguous, "serial number 1234 could be decimal or hexadecimal")),
  ]

  // MARK: The body

  private static let bodies = [
    ConformanceRow(
      "revoke-destroy-key", "8 destroyKey: the truth is told", before: [.issued("a")],
      revoke(body: #"{"destroyKey":true}"#),
      .noContent(warnings: .keyNotDestroyed), after: [.revoked("a", .unspecified)],
      insteadOf: .section8(.destroyKey, "upstream destroys nothing and does not say so")),
    ConformanceRow(
      "revoke-member-type", "1.4 wrong JSON type", before: [.issued("a")], revoke(body: #"{"destroyKey":"yes"}"#),
      .badRequest(.memberType, "Unable to read HTTP message: true or false is expected")),
    ConformanceRow(
      "revoke-no-body", "1.4 unreadable: the body is missing", before: [.issued("a")],
      ConformanceRow.ask("revokeCertificate", under: "tls-server", ConformanceRow.about("a")),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
  ]

  // MARK: Version 1

  private static func legacyRevoke(
    _ serial: String, of issuer: String = "{{issuer:issuing-ca}}", reason: String = "superseded",
    under profile: String = "tls-server"
  ) -> String {
    ConformanceRow.ask(
      "legacyRevokeCertificate", under: profile,
      body: #"{"certificateSN":"\#(serial)","issuerDN":"\#(issuer)","reason":"\#(reason)"}"#)
  }

  private static let legacy = [
    ConformanceRow(
      "legacy-revoke", "1.1 revokeCertificate of version 1: 200 with an empty body", before: [.issued("a")],
      legacyRevoke("{{serial:a}}"), .ok(), after: [.revoked("a", .superseded)]),
    ConformanceRow(
      "legacy-revoke-unknown", "1.5 revoke of version 1: unknown certificate at the CA", legacyRevoke("1f3a"),
      .notFound(
        .certificateUnknown,
        "Object of type 'Certificate' identified by 1f3a of {{issuer:issuing-ca}} is not found.")),
    ConformanceRow(
      "legacy-revoke-other-issuer", "8 revoke of version 1: issuer and serial number", before: [.issued("a")],
      legacyRevoke("{{serial:a}}", of: "{{issuer:other-ca}}"),
      .notFound(
        .certificateUnknown,
        "Object of type 'Certificate' identified by {{serial:a}} of {{issuer:other-ca}} is not found."),
      insteadOf: .section8(.legacyRevoke, "upstream marks whatever certificate has the serial number")),
    ConformanceRow(
      "legacy-revoke-revoked", "3.8 no idempotency: state", before: [.revoked("a")], legacyRevoke("{{serial:a}}"),
      refused("Revoked")),
    ConformanceRow(
      "legacy-revoke-unknown-profile", "1.5 version 1: RA profile unknown", legacyRevoke("1f3a", under: "nowhere"),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by nowhere is not found.")),
    ConformanceRow(
      "legacy-revoke-disabled-profile", "1.5 version 1: RA profile looked up by name, enabled only",
      legacyRevoke("1f3a", under: "disabled"),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by {{profile:disabled}} is not found.")),
    ConformanceRow(
      "legacy-revoke-reason", "1.2 CertificateRevocationReason: unknown code", before: [.issued("a")],
      legacyRevoke("{{serial:a}}", reason: "lost"),
      .badRequest(.revocationReason, "Unknown Certificate Revocation reason lost")),
    ConformanceRow(
      "legacy-revoke-no-reason", "1.2 LegacyClientCertificateRevocationDto: reason is required", before: [.issued("a")],
      ConformanceRow.ask(
        "legacyRevokeCertificate", under: "tls-server",
        body: #"{"certificateSN":"{{serial:a}}","issuerDN":"{{issuer:issuing-ca}}"}"#),
      .badRequest(.memberMissing, #"Validation error: member "reason" is missing"#)),
    ConformanceRow(
      "legacy-revoke-no-number", "1.2 LegacyClientCertificateRevocationDto: certificateSN is hexadecimal",
      legacyRevoke("xyz"), .badRequest(.memberValue, #"Unable to read HTTP message: "xyz" is not a serial number"#)),
  ]
}
