import Diagnostics
import PKIModel

/// renewCertificate and rekeyCertificate.
extension ConformanceTable {
  static let renewing = lifecycle + requests + messages + successors

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b13"

  /// A request to renew or rekey, by the API's code of the operation.
  private static func succeed(
    _ code: String, under profile: String = "tls-server", _ certificate: String = ConformanceRow.about("a"),
    body: String = "{}"
  ) -> String {
    ConformanceRow.ask(code + "Certificate", under: profile, certificate, body: body)
  }

  // MARK: The predecessor

  private static func lifecycle(of code: String) -> [ConformanceRow] {
    func refused(_ state: String) -> ConformanceRow.Answer {
      .invalid(
        .certificateState,
        "Cannot perform operation \(code) on certificate in state \(state). Certificate: {{uuid:a}}")
    }
    return [
      ConformanceRow(
        "\(code)-unknown", "1.5 \(code): certificate unknown",
        succeed(code, #""certificateUuid":"\#(nobody)""#),
        .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
      ConformanceRow(
        "\(code)-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
        succeed(code, #""certificateUuid":"166b5cf52-63f2""#),
        .badRequest(.memberValue, "Invalid UUID string: 166b5cf52-63f2")),
      ConformanceRow(
        "\(code)-revoked", "1.5 \(code): state other than issued", before: [.revoked("a")], succeed(code),
        refused("Revoked")),
      ConformanceRow(
        "\(code)-requested", "1.5 \(code): state other than issued", before: [.submitted("a")], succeed(code),
        refused("Requested")),
      ConformanceRow(
        "\(code)-failed", "1.5 \(code): state other than issued", before: [.failed("a")],
        succeed(code, under: "broken"), refused("Failed")),
      ConformanceRow(
        "\(code)-foreign", "1.5 \(code): RA profile differs", before: [.issued("a")],
        succeed(code, under: "tls-client"),
        .invalid(
          .certificateProfile,
          "Cannot perform operation \(code) on certificate. Existing Certificate RA profile is different than RA "
            + "profile of request. Certificate: {{uuid:a}}")),
      ConformanceRow(
        "\(code)-disabled", "1.5 \(code): RA profile disabled", before: [.issued("a")],
        succeed(code, under: "disabled"),
        .invalid(
          .raProfileDisabled,
          "Cannot perform operation \(code) on certificate with disabled RA profile. Ra Profile: disabled")),
      ConformanceRow(
        "\(code)-unparseable", "1.5 \(code): request unparseable", before: [.issued("a")],
        succeed(code, body: #"{"request":"%%%"}"#),
        .badRequest(.csrEncoding, "Cannot process PKCS#10 request: it is neither base64 nor PEM")),
      ConformanceRow(
        "\(code)-unproven", "8 CSR self signature", before: [.issued("a")],
        succeed(code, body: #"{"request":"{{csr:unproven}}"}"#),
        .invalid(.csrProofOfPossession, "the signature of the certificate request is not that of its key"),
        insteadOf: .section8(.requestSignature, "upstream verifies nothing")),
      ConformanceRow(
        "\(code)-unknown-unproven", "1.5 \(code): an unknown certificate goes before a bad request",
        succeed(code, #""certificateUuid":"\#(nobody)""#, body: #"{"request":"{{csr:unproven}}"}"#),
        .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
      ConformanceRow(
        "\(code)-revoked-unproven", "1.3 422: everything that is wrong", before: [.revoked("a")],
        succeed(code, body: #"{"request":"{{csr:unproven}}"}"#),
        .invalid(
          .csrProofOfPossession, "the signature of the certificate request is not that of its key",
          "Cannot perform operation \(code) on certificate in state Revoked. Certificate: {{uuid:a}}"),
        insteadOf: .section8(.requestSignature, "upstream verifies nothing")),
      ConformanceRow(
        "\(code)-no-body", "1.4 unreadable: the body is missing", before: [.issued("a")],
        ConformanceRow.ask(code + "Certificate", under: "tls-server", ConformanceRow.about("a")),
        .badRequest(.memberMissing, "Validation error: the request has no body")),
      ConformanceRow(
        "\(code)-member-type", "1.4 wrong JSON type", before: [.issued("a")],
        succeed(code, body: #"{"replaceInLocations":"yes"}"#),
        .badRequest(.memberType, "Unable to read HTTP message: true or false is expected")),
      ConformanceRow(
        "\(code)-unnamed", "1.1 the certificate stands in the path",
        ConformanceRow.ask(code + "Certificate", under: "tls-server", body: "{}"),
        .badRequest(.memberMissing, "the certificate is not named")),
    ]
  }

  private static let lifecycle = lifecycle(of: "renew") + lifecycle(of: "rekey")

  // MARK: The request

  private static let keyText =
    "Unable to validate the public key of CSR and certificate. Error: Public key of certificate and CSR "

  private static let requests = [
    ConformanceRow(
      "renew-other-key", "1.5 renew: public key of request and certificate", before: [.issued("a")],
      succeed("renew", body: #"{"request":"{{csr:rekeyed}}"}"#), .invalid(.keyMismatch, keyText + "does not match")),
    ConformanceRow(
      "rekey-same-key", "1.5 rekey: CSR given and same key", before: [.issued("a")],
      succeed("rekey", body: #"{"request":"{{csr:plain}}"}"#), .invalid(.keyMismatch, keyText + "are same")),
    ConformanceRow(
      "rekey-other-subject", "1.5 rekey: subject differs", before: [.issued("a")],
      succeed("rekey", body: #"{"request":"{{csr:other-subject}}"}"#),
      .invalid(
        .subjectMismatch,
        "Unable to validate the Subject DN of CSR and certificate. Error: Subject DN of certificate and CSR does not "
          + "match")),
    ConformanceRow(
      "rekey-no-request", "1.5 rekey: no CSR, no key reference", before: [.issued("a")], succeed("rekey"),
      .invalid(
        .certificateRequestMissing,
        "Key UUID is not provided in the request and old certificate does not have key reference")),
    ConformanceRow(
      "rekey-empty-request", "8 request \"\": absent everywhere", before: [.issued("a")],
      succeed("rekey", body: #"{"request":""}"#),
      .invalid(
        .certificateRequestMissing,
        "Key UUID is not provided in the request and old certificate does not have key reference"),
      insteadOf: .section8(.emptyRequest, "upstream takes it as given")),
  ]

  // MARK: The request in CRMF

  private static func messages(of code: String, key: String) -> [ConformanceRow] {
    func row(
      _ name: String, _ rule: String, before: [ConformanceRow.Given] = [.issued("a")], _ request: String,
      format: String = #","format":"crmf""#, _ answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
    ) -> ConformanceRow {
      ConformanceRow(
        "\(code)-crmf" + name, rule, before: before, succeed(code, body: #"{"request":"{{\#(request)}}"\#(format)}"#),
        answer, after: answer.code == nil ? [.own(.issued)] : [], insteadOf: insteadOf)
    }
    return [
      row("", "RFC 4211 6.5: oldCertID need not be there", "csr:\(key)-message", .issued()),
      row("-updating", "RFC 4211 6.5: oldCertID names the predecessor", "update:\(key)/a", .issued()),
      row(
        "-updating-another", "RFC 4211 6.5: oldCertID names another certificate", before: [.issued("a"), .issued("b")],
        "update:\(key)/b",
        .invalid(
          .predecessorMismatch,
          "the request is to update certificate {{serial:b}} of {{issuer:issuing-ca}} (oldCertID), not {{serial:a}} of "
            + "{{issuer:issuing-ca}}"),
        insteadOf: .because("3.10: upstream passes CRMF on without any check")),
      row(
        "-unlabelled", "1.2 format: default pkcs10", "csr:\(key)-message", format: "",
        .badRequest(.csrMalformed, "Cannot process PKCS#10 request: it looks like CRMF")),
    ]
  }

  private static let messages = messages(of: "renew", key: "first") + messages(of: "rekey", key: "second")

  // MARK: The successor

  private static let successors = [
    ConformanceRow(
      "renew-stored", "3.6 renew with the request on record", before: [.issued("a")], succeed("renew"), .issued(),
      after: [.own(.issued)]),
    ConformanceRow(
      "renew-empty-request", "8 request \"\": absent everywhere", before: [.issued("a")],
      succeed("renew", body: #"{"request":""}"#), .issued(), after: [.own(.issued)],
      insteadOf: .section8(.emptyRequest, "upstream takes it as given, and fails")),
    ConformanceRow(
      "renew-given", "3.6 renew: the subject is not compared", before: [.issued("a")],
      succeed("renew", body: #"{"request":"{{csr:renamed}}"}"#), .issued(), after: [.own(.issued)]),
    ConformanceRow(
      "renew-twice", "3.9 a predecessor may have two successors", before: [.issued("a")],
      beside: [("first", succeed("renew"))], succeed("renew"), .issued(warnings: .certificateSucceeded),
      after: [.own(.issued), .certificate("first", .issued)]),
    ConformanceRow(
      "renew-enrolled", "3.6 renew what an end entity enrolled for", before: [.enrolled("u", certificate: "a")],
      succeed("renew", under: "people"), .issued(), after: [.own(.issued)]),
    ConformanceRow(
      "renew-locations", "3.11 replaceInLocations of a certificate that is in none", before: [.issued("a")],
      succeed("renew", body: #"{"replaceInLocations":true}"#), .issued(warnings: .locationNone),
      after: [.own(.issued)]),
    ConformanceRow(
      "rekey-request-alone", "1.2 rekey: a certificate request is enough", before: [.issued("a")],
      succeed("rekey", body: #"{"request":"{{csr:rekeyed}}","format":"pkcs10"}"#), .issued(), after: [.own(.issued)],
      insteadOf: .section8(.rekeyMembers, "the schema of 2.13 asks for keyUuid and tokenProfileUuid")),
    ConformanceRow(
      "rekey-order-and-case", "8 rekey DN compare", before: [.issued("a")],
      succeed("rekey", body: #"{"request":"{{csr:rekeyed}}"}"#), .issued(), after: [.own(.issued)],
      insteadOf: .section8(.rekeySubject, "upstream compares strings in different orders")),
  ]
}
