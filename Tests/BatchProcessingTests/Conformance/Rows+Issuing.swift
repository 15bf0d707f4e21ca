import Diagnostics
import PKIModel

/// issueCertificate of version 2.
extension ConformanceTable {
  static let issuing = profiles + certificateRequests + wrappings + policies + answers

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"

  private static func issue(
    _ name: String, _ rule: String, request: String = "plain", under profile: String = "tls-server",
    san: String? = nil, and more: String = "", _ answer: ConformanceRow.Answer, after: [ConformanceRow.After] = [],
    insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    let names = san.map { #"{"name":"san","contentType":"string","content":[{"data":"\#($0)"}]}"# } ?? ""
    return ConformanceRow(
      "issue-" + name, rule,
      ConformanceRow.ask(
        "issueCertificate", under: profile, body: #"{"request":"{{csr:\#(request)}}","attributes":[\#(names)]\#(more)}"#
      ),
      answer, after: after, insteadOf: insteadOf)
  }

  // MARK: RA profile

  private static let profiles = [
    issue(
      "plain", "1.2 ClientCertificateDataResponseDto", .issued(), after: [.own(.issued)],
      insteadOf: .section8(.certificateData, "upstream answers certificateData \"\", as it issues later")),
    issue(
      "disabled-profile", "1.5 issueCertificate: disabled RA profile", under: "disabled",
      .invalid(.raProfileDisabled, "Cannot issue certificate with disabled RA profile. Ra Profile: disabled"),
      insteadOf: .section8(.disabledProfile, "upstream 2.13 issues; the text is that of 2.14")),
    issue(
      "unknown-profile", "1.5 issueCertificate: RA profile not found", under: "nowhere",
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by nowhere is not found."),
      insteadOf: .section8(.issueErrors, "upstream wraps it as 400")),
    ConformanceRow(
      "issue-foreign-authority", "8 authorityUuid mismatch",
      ConformanceRow.ask(
        "issueCertificate", under: "others", #""authorityUuid":"{{authority:issuing-ca}}""#,
        body: #"{"request":"{{csr:plain}}","attributes":[]}"#),
      .notFound(
        .raProfileForeign,
        "Object of type 'RaProfile' identified by {{profile:others}} is not found under authority "
          + "{{authority:issuing-ca}}."),
      insteadOf: .section8(.authorityMismatch, "upstream compares nothing")),
    ConformanceRow(
      "issue-empty-profile", "1.4 IllegalArgumentException: bad UUID in the path",
      ConformanceRow.ask("issueCertificate", #""raProfileUuid":"""#, body: #"{"attributes":[]}"#),
      .badRequest(.memberValue, "Invalid UUID string: ")),
  ]

  // MARK: Certificate requests

  private static let missing = "Cannot submit certificate request without specifying key or uploaded request content"
  private static let unproven = "the signature of the certificate request is not that of its key"

  private static let certificateRequests = [
    ConformanceRow(
      "issue-no-request", "1.5 issueCertificate: neither key nor request",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"attributes":[]}"#),
      .invalid(.csrFormat, missing), insteadOf: .section8(.issueErrors, "upstream wraps the 422 as 400")),
    ConformanceRow(
      "issue-empty-request", "8 request \"\"",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"request":"","attributes":[]}"#),
      .invalid(.csrFormat, missing),
      insteadOf: .section8(.emptyRequest, "upstream takes it as absent here only, and wraps the 422 as 400")),
    ConformanceRow(
      "issue-not-base64", "1.4 IllegalArgumentException: bad base64",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"request":"%%%","attributes":[]}"#),
      .badRequest(.csrEncoding, "Cannot process PKCS#10 request: it is neither base64 nor PEM")),
    ConformanceRow(
      "issue-not-a-request", "1.5 issueCertificate: PKCS#10 unparseable",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"request":"MAMCAQE=","attributes":[]}"#),
      .badRequest(
        .csrMalformed, "Cannot process PKCS#10 request: another tag was expected (at octet 2)")),
    issue(
      "trailing", "1.5 issueCertificate: PKCS#10 unparseable", request: "trailing",
      .badRequest(.csrMalformed, "Cannot process PKCS#10 request: bytes follow the element (at octet 185)")),
    issue(
      "unproven", "8 CSR self signature", request: "unproven", .invalid(.csrProofOfPossession, unproven),
      insteadOf: .section8(.requestSignature, "upstream verifies nothing")),
    issue(
      "sha1", "3.4 weak digests are for the profile to forbid", request: "sha1",
      .invalid(.csrSignatureAlgorithm, "the request is signed with SHA-1, which is not allowed"),
      insteadOf: .section8(.requestSignature, "upstream verifies nothing")),
    issue("crmf", "3.10 CRMF", request: "message", and: #","format":"crmf""#, .issued(), after: [.own(.issued)]),
    ConformanceRow(
      "issue-crmf-updating", "RFC 4211 6.5: a new certificate updates none", before: [.issued("a")],
      ConformanceRow.ask(
        "issueCertificate", under: "tls-server",
        body: #"{"request":"{{update:first/a}}","format":"crmf","attributes":[]}"#),
      .issued(warnings: .extensionDropped), after: [.own(.issued)],
      insteadOf: .because("3.10: upstream passes CRMF on without any check")),
    issue(
      "crmf-raverified", "3.10 CRMF: possession on somebody's word", request: "vouched", and: #","format":"crmf""#,
      .invalid(
        .csrProofKind,
        "possession of the key is not proved: the request says raVerified, which the profile does not accept"),
      insteadOf: .because("3.10: upstream passes CRMF on without any check")),
    issue(
      "crmf-unlabelled", "1.2 format: default pkcs10", request: "message",
      .badRequest(.csrMalformed, "Cannot process PKCS#10 request: it looks like CRMF")),
    issue(
      "unknown-format", "1.4 unknown enum code inside JSON", and: #","format":"PKCS10""#,
      .badRequest(.memberValue, #"Unable to read HTTP message: "format" cannot be "PKCS10""#)),
    ConformanceRow(
      "issue-request-type", "1.4 wrong JSON type",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"request":7,"attributes":[]}"#),
      .badRequest(.memberType, "Unable to read HTTP message: a string is expected")),
    ConformanceRow(
      "issue-pinned", "design 6 requestSha256: another request than the approved one",
      ConformanceRow.ask(
        "issueCertificate", under: "tls-server", #""requestSha256":"\#(String(repeating: "00", count: 32))""#,
        body: #"{"request":"{{csr:plain}}","attributes":[]}"#),
      .badRequest(.requestDigest, "the certificate request is not the one that requestSha256 names")),
    ConformanceRow(
      "issue-no-file", "design 6 requestFile: it cannot be read",
      ConformanceRow.ask(
        "issueCertificate", under: "tls-server", #""requestFile":"none.csr""#, body: #"{"attributes":[]}"#),
      .badRequest(.requestFile, "none.csr: No such file or directory")),
  ]

  // MARK: Wrappings

  private static func wrapped(_ name: String, _ rule: String, _ blank: String) -> ConformanceRow {
    ConformanceRow(
      "issue-" + name, "8 payload traps: " + rule,
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"request":"\#(blank)","attributes":[]}"#),
      .issued(), after: [.own(.issued)])
  }

  private static let wrappings = [
    wrapped("pem", "PEM text", "{{pem:plain}}"), wrapped("pem-in-base64", "PEM inside base64", "{{pem64:plain}}"),
    wrapped("new-pem", "PEM with BEGIN NEW CERTIFICATE REQUEST", "{{newpem:plain}}"),
    wrapped("base64-lines", "base64 with line breaks", "{{lines:plain}}"),
  ]

  // MARK: Policies

  private static let policies = [
    issue(
      "foreign-curve", "7.4 key rules", request: "curve",
      .invalid(.keyNotAllowed, "keys on curve 1.3.132.0.10 are not allowed")),
    issue(
      "weak-key", "7.4 key rules", request: "weak",
      .invalid(.keyWeak, "the RSA exponent is smaller than 65537 or even")),
    issue(
      "lost-key", "7.4 key rules", request: "lost",
      .invalid(.keyCompromised, "the key is on the list of compromised keys")),
    issue(
      "title", "7.4 subject rules", request: "titled",
      .invalid(.subjectNotAllowed, "the subject's title is not one that the profile lists")),
    issue(
      "nameless", "7.4 subject rules: nobody would be named", request: "nameless",
      .invalid(
        .subjectNotAllowed, "the certificate would name nobody: no subject and no alternative name")),
    issue(
      "mail", "7.4 profile policy", request: "mail",
      .invalid(
        .subjectAltNameNotAllowed, "subject alternative names of kind rfc822Name are not listed by the profile")),
    issue(
      "wildcard", "7.4 profile policy: the syntax of names", san: "dNSName=no name",
      .invalid(
        .subjectAltNameNotAllowed, "dNSName=no name has characters other than letters, digits and hyphens")),
    issue(
      "asks-for-ca", "3.15 what the profile writes goes before the request", request: "authority",
      .issued(warnings: .extensionDropped), after: [.own(.issued)]),
    issue(
      "strict", "6 #21 STRICT: extensions of the request are refused", request: "authority", under: "strict",
      .invalid(
        .extensionNotAllowed, "the request asks for basicConstraints, which the profile does not take over")),
    issue(
      "no-custom-attributes", "1.2 customAttributes: [] is as good as none",
      and: #","customAttributes":[]"#, .issued(), after: [.own(.issued)]),
    ConformanceRow(
      "issue-validity", "3.15 validity within the profile's bounds",
      ConformanceRow.ask(
        "issueCertificate", under: "attributed",
        body: """
          {"request":"{{csr:plain}}","attributes":[{"name":"ticket","content":[{"data":"OPS-1"}]},\
          {"name":"days","contentType":"integer","content":[{"data":4000}]}]}
          """),
      .invalid(.validityNotAllowed, "a validity of 4000 days is not allowed")),
  ]

  // MARK: Attributes and what they do

  private static let answers = [
    ConformanceRow(
      "issue-attributes", "8 issue validation errors: all of them, as a list",
      ConformanceRow.ask(
        "issueCertificate", under: "attributed",
        body: """
          {"request":"{{csr:unproven}}","attributes":[{"name":"size","contentType":"integer","content":[{"data":"9"}]}]}
          """),
      .invalid(
        .attributeWrongType,
        "Wrong content for attribute of content type Integer number|Attribute[UUID="
          + "c0000000-0000-4000-8000-000000000002, Name=size, Type=Data, ConnectorUUID=null]",
        "Content for required Data attribute ticket is not provided.", unproven),
      insteadOf: .section8(.issueErrors, "upstream joins the list into one string of a 400")),
    issue(
      "custom-attribute", "2.7 customAttributes: name unknown",
      and: #","customAttributes":[{"name":"rack","contentType":"string","content":[{"data":"7"}]}]"#,
      .invalid(.attributeUnknown, "Content for attribute rack is provided but definition is not found"),
      insteadOf: .section8(.issueErrors, "upstream wraps the 422 as 400")),
    issue(
      "custom-attribute-type", "2.6 custom attribute, wrong type",
      and: #","customAttributes":[{"name":"owner","contentType":"string","content":[{"data":7}]}]"#,
      .invalid(
        .attributeWrongType,
        "Wrong content for attribute of content type String|Attribute[UUID=c0000000-0000-4000-8000-000000000031, "
          + "Name=owner, Type=Custom, ConnectorUUID=null]"),
      insteadOf: .section8(.issueErrors, "upstream wraps the 422 as 400")),
    issue(
      "custom-attribute-kept", "2.7 customAttributes",
      and: #","customAttributes":[{"name":"owner","contentType":"string","content":[{"data":"Ann"}]}]"#, .issued(),
      after: [.own(.issued)]),
    issue(
      "san", "3.15 SAN: the attribute goes before the request", san: "dNSName=named.example", .issued(),
      after: [.own(.issued)], insteadOf: .section8(.issueAttributes, "upstream 2.13 drops issue attributes")),
    ConformanceRow(
      "issue-null-attributes", "1.2 attributes: null is treated as []",
      ConformanceRow.ask(
        "issueCertificate", under: "tls-server", body: #"{"request":"{{csr:plain}}","attributes":null}"#),
      .issued(), after: [.own(.issued)]),
    issue(
      "unknown-member", "1.4 unknown JSON properties", and: #","altKeyUuid":"\#(nobody)""#,
      .badRequest(.memberUnknown, #"Unable to read HTTP message: member "altKeyUuid" is unknown"#),
      insteadOf: .because("3.12: upstream ignores it, although that changes the meaning")),
    ConformanceRow(
      "issue-no-body", "1.4 unreadable: the body is missing",
      ConformanceRow.ask("issueCertificate", under: "tls-server"),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
    ConformanceRow(
      "issue-pkcs10-member", "8 payload trap: pkcs10 instead of request, as before 2.12",
      ConformanceRow.ask("issueCertificate", under: "tls-server", body: #"{"pkcs10":"{{csr:plain}}","attributes":[]}"#),
      .badRequest(.memberUnknown, #"Unable to read HTTP message: member "pkcs10" is unknown"#),
      insteadOf: .because("1.4: upstream ignores it, and then finds no request")),
  ]
}
