import Diagnostics
import PKIModel

/// bulkRevoke, which the API has not.
extension ConformanceTable {
  static let bulkRevoking = bulkNames + bulkFilters + bulkRefusals

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b18"

  private static func bulk(under profile: String = "tls-server", _ members: String...) -> String {
    ConformanceRow.ask("bulkRevoke", under: profile, body: "{\(members.joined(separator: ","))}")
  }

  private static func named(_ certificates: String...) -> String {
    #""certificateUuids":[\#(certificates.map { #""{{uuid:\#($0)}}""# }.joined(separator: ","))]"#
  }

  private static func filters(_ filters: (field: String, value: String)...) -> String {
    let texts = filters.map {
      #"{"fieldSource":"property","fieldIdentifier":"\#($0.field)","condition":"EQUALS","value":"\#($0.value)"}"#
    }
    return #""filters":[\#(texts.joined(separator: ","))]"#
  }

  /// What became of the certificates.
  private static func body(_ revoked: Int, _ notRevoked: Int, _ entries: String...) -> String {
    """
    {"revoked":\(revoked),"notRevoked":\(notRevoked),"certificates":[\(entries.joined(separator: ","))]}
    """
  }

  private static func done(_ certificate: String) -> String {
    #"{"certificateUuid":"{{uuid:\#(certificate)}}","serialNumber":"{{serial:\#(certificate)}}","outcome":"OK"}"#
  }

  /// A certificate on record that is refused.
  private static func kept(_ certificate: String, _ code: FindingCode, _ message: String) -> String {
    """
    {"certificateUuid":"{{uuid:\(certificate)}}","serialNumber":"{{serial:\(certificate)}}",\
    "outcome":"VALIDATION_FAILED","code":"\(code.rawValue)","message":"\(message)"}
    """
  }

  private static func inState(_ state: String, _ certificate: String = "a") -> String {
    "Cannot perform operation revoke on certificate in state \(state). Certificate: {{uuid:\(certificate)}}"
  }

  private static let isUnknown = "Object of type 'Certificate' identified by \(nobody) is not found."

  private static let isForeign =
    "Cannot perform operation revoke on certificate. Existing Certificate RA profile is different than RA profile of "
    + "request. Certificate: {{uuid:a}}"

  // MARK: By name

  private static let bulkNames = [
    ConformanceRow(
      "bulk", "5 #16 mass revocation, each certificate once", before: [.issued("a"), .issued("b")],
      bulk(named("b", "a", "b"), #""reason":"superseded""#), .ok(body(2, 0, done("b"), done("a"))),
      after: [.revoked("a", .superseded), .revoked("b", .superseded)]),
    ConformanceRow(
      "bulk-other-names", "design 6 certificates by fingerprint, and by serial number and issuer",
      before: [.issued("a"), .issued("b")],
      bulk(
        """
        "certificateUuids":[{"fingerprint":"{{fingerprint:a}}"},\
        {"serialNumber":"0x{{serial:b}}","issuerDn":"{{issuer:issuing-ca}}"}]
        """), .ok(body(2, 0, done("a"), done("b"))),
      after: [.revoked("a", .unspecified), .revoked("b", .unspecified)]),
    ConformanceRow(
      "bulk-partial", "5 #16 one failure must not roll back others", before: [.revoked("a"), .issued("b")],
      bulk(#""certificateUuids":["{{uuid:a}}","{{uuid:b}}","\#(nobody)"]"#, #""reason":"keyCompromise""#),
      .partial(
        .certificateUnknown,
        body(
          1, 2, kept("a", .certificateState, inState("Revoked")), done("b"),
          #"{"outcome":"NOT_FOUND","code":"certificate.unknown","message":"\#(isUnknown)"}"#)),
      after: [.revoked("b", .keyCompromise)]),
    ConformanceRow(
      "bulk-partial-depends", "decision: a bulk request counts as done only if all of it is done",
      before: [.issued("a")], beside: [("b", bulk(#""certificateUuids":["{{uuid:a}}","\#(nobody)"]"#))],
      ConformanceRow.ask("getCaCertificates", under: "tls-server", #""dependsOn":["{{name:b}}"]"#),
      .skipped(.dependencyFailed), after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "bulk-partial-warning", "8 destroyKey: the truth is told", before: [.issued("a"), .submitted("b")],
      bulk(named("a", "b"), #""destroyKey":true"#),
      .partial(
        .certificateState,
        body(
          1, 1, done("a"),
          """
          {"outcome":"VALIDATION_FAILED","code":"certificate.state","message":"\(inState("Requested", "b"))"}
          """), warnings: .keyNotDestroyed),
      after: [.revoked("a", .unspecified)],
      insteadOf: .section8(.destroyKey, "upstream destroys nothing and does not say so")),
    ConformanceRow(
      "bulk-in-vain", "1.3 422: everything that is wrong", before: [.revoked("a"), .revoked("b")],
      bulk(named("a", "b")),
      .invalid(.certificateState, inState("Revoked"), inState("Revoked", "b"))),
    ConformanceRow(
      "bulk-unknown", "1.5 revoke: certificate unknown", bulk(#""certificateUuids":["\#(nobody)"]"#),
      .notFound(.certificateUnknown, isUnknown)),
    ConformanceRow(
      "bulk-foreign", "1.5 revoke: RA profile differs", before: [.issued("a")], bulk(under: "tls-client", named("a")),
      .invalid(.certificateProfile, isForeign)),
    ConformanceRow(
      "bulk-uploaded", "1.5 revoke: RA profile differs", before: [.uploaded("a"), .issued("b")],
      bulk(named("a", "b")),
      .partial(.certificateProfile, body(1, 1, kept("a", .certificateProfile, isForeign), done("b"))),
      after: [.revoked("b", .unspecified)]),
  ]

  // MARK: By filters

  private static let bulkFilters = [
    ConformanceRow(
      "bulk-filters", "5 #16 mass revocation by criterion: all filters hold", before: [.issued("a")],
      bulk(
        filters(("FINGERPRINT", "{{fingerprint:a}}"), ("RA_PROFILE_NAME", "tls-server")),
        #""reason":"cessationOfOperation""#),
      .ok(body(1, 0, done("a"))), after: [.revoked("a", .cessationOfOperation)]),
    ConformanceRow(
      "bulk-filters-beside", "design 6 a request sees what stands before it", before: [.issued("a")],
      beside: [
        ("n", ConformanceRow.ask("renewCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"))
      ],
      bulk(filters(("FINGERPRINT", "{{fingerprint:a}}"))), .ok(body(1, 0, done("a"))),
      after: [.revoked("a", .unspecified), .certificate("n", .issued)]),
    ConformanceRow(
      "bulk-filters-revoked", "decision: filters select what is issued", before: [.revoked("a")],
      bulk(filters(("FINGERPRINT", "{{fingerprint:a}}"))), .ok(body(0, 0))),
    ConformanceRow(
      "bulk-filters-foreign", "decision: filters select what is of the RA profile", before: [.issued("a")],
      bulk(under: "tls-client", filters(("FINGERPRINT", "{{fingerprint:a}}"))), .ok(body(0, 0))),
    ConformanceRow(
      "bulk-filters-field", "1.4 unknown enum code inside JSON", bulk(filters(("COLOUR", "red"))),
      .badRequest(.memberValue, #"Unable to read HTTP message: "fieldIdentifier" cannot be "COLOUR""#)),
  ]

  // MARK: The request

  private static let isUnclear = ConformanceRow.Answer.badRequest(
    .memberMissing, "Validation error: the certificates are named by nothing, or in two ways")

  private static let identify = ConformanceRow.ask(
    "identifyCertificate", under: "attributed", ConformanceRow.about("a"))

  private static let bulkRefusals = [
    ConformanceRow("bulk-nothing", "decision: no selection is not all", bulk(#""reason":"superseded""#), isUnclear),
    ConformanceRow("bulk-no-names", "decision: no selection is not all", bulk(#""certificateUuids":[]"#), isUnclear),
    ConformanceRow("bulk-no-filters", "decision: no selection is not all", bulk(#""filters":[]"#), isUnclear),
    ConformanceRow(
      "bulk-two-ways", "1.1 names or filters, not both", before: [.issued("a")],
      bulk(named("a"), filters(("FINGERPRINT", "{{fingerprint:a}}"))), isUnclear,
      insteadOf: .because("1.1: in upstream's bulk requests the names win")),
    ConformanceRow(
      "bulk-invalid-uuid", "1.4 bad UUID", before: [.issued("a")],
      bulk(#""certificateUuids":["{{uuid:a}}","7b55ge1c"]"#),
      .badRequest(.memberValue, "Unable to read HTTP message: Invalid UUID string: 7b55ge1c")),
    ConformanceRow(
      "bulk-reason", "1.2 CertificateRevocationReason: unknown code", before: [.issued("a")],
      bulk(named("a"), #""reason":"lost""#),
      .badRequest(.revocationReason, "Unknown Certificate Revocation reason lost")),
    ConformanceRow(
      "bulk-attributes", "1.5 revoke: revoke attributes", before: [.uploaded("a")], beside: [("i", identify)],
      bulk(under: "attributed", named("a")),
      .invalid(.attributeRequired, "Content for required Data attribute incident is not provided."),
      after: [.certificate("a", .issued)]),
    ConformanceRow(
      "bulk-attributes-given", "1.5 revoke: revoke attributes", before: [.uploaded("a")], beside: [("i", identify)],
      bulk(
        under: "attributed", named("a"),
        #""attributes":[{"name":"incident","contentType":"string","content":[{"data":"I-1"}]}]"#),
      .ok(body(1, 0, done("a"))), after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "bulk-disabled", "1.5 revoke: RA profile disabled", before: [.issued("a")], bulk(under: "disabled", named("a")),
      .invalid(
        .raProfileDisabled,
        "Cannot perform operation revoke on certificate with disabled RA profile. Ra Profile: disabled")),
    ConformanceRow(
      "bulk-unknown-profile", "1.4 NotFoundException", bulk(under: "nowhere", #""certificateUuids":["\#(nobody)"]"#),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by nowhere is not found.")),
    ConformanceRow(
      "bulk-no-body", "1.4 unreadable: the body is missing", ConformanceRow.ask("bulkRevoke", under: "tls-server"),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
    ConformanceRow(
      "bulk-member-type", "1.4 wrong JSON type", bulk(#""certificateUuids":"\#(nobody)""#),
      .badRequest(.memberType, "Unable to read HTTP message: an array is expected")),
  ]
}
