import Diagnostics
import PKIModel

/// submitCertificateRequest and issueNewCertificate.
extension ConformanceTable {
  static let submitting = [
    ConformanceRow(
      "submit-plain", "1.1 POST /v1/certificates/create: CertificateDetailDto in state requested",
      ConformanceRow.ask("submitCertificateRequest", body: submission(#""raProfileUuid":"{{profile:others}}""#)),
      .ok(
        """
        {"uuid":"{{uuid}}","commonName":"plain.example","subjectDn":"CN=plain.example, O=Example, C=DE",\
        "publicKeyAlgorithm":"Ed25519","keySize":256,"state":"requested","certificateType":"X.509",\
        "raProfile":{"uuid":"{{profile:others}}","name":"others"},"subjectAlternativeNames":{"otherName":[],\
        "rfc822Name":[],"dNSName":[],"x400Address":[],"directoryName":[],"ediPartyName":[],\
        "uniformResourceIdentifier":[],"iPAddress":[],"registeredID":[]},\
        "certificateRequest":{"certificateType":"X.509","certificateRequestFormat":"pkcs10",\
        "content":"{{csr:plain}}"}}
        """), after: [.own(.requested)]),
    ConformanceRow(
      "submit-disabled", "1.1 create: disabled RA profile, as upstream refuses it since 2.16",
      ConformanceRow.ask("submitCertificateRequest", under: "disabled", body: submission()),
      .invalid(
        .raProfileDisabled, "Cannot submit certificate request with disabled RA profile. Ra Profile: disabled"),
      insteadOf: .section8(.disabledProfile, "upstream 2.13 accepts it")),
    ConformanceRow(
      "submit-unknown-profile", "1.1 create: RA profile unknown",
      ConformanceRow.ask("submitCertificateRequest", body: submission(#""raProfileUuid":"\#(nobody)""#)),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by \(nobody) is not found.")),
    ConformanceRow(
      "submit-no-request", "1.5 neither key nor request",
      ConformanceRow.ask("submitCertificateRequest", under: "tls-server", body: #"{"issueAttributes":[]}"#),
      .invalid(
        .csrFormat, "Cannot submit certificate request without specifying key or uploaded request content")),
    ConformanceRow(
      "submit-attributes-member", "8 payload trap: attributes instead of issueAttributes",
      ConformanceRow.ask(
        "submitCertificateRequest", under: "tls-server", body: #"{"request":"{{csr:plain}}","attributes":[]}"#),
      .badRequest(.memberUnknown, #"Unable to read HTTP message: member "attributes" is unknown"#),
      insteadOf: .because("1.4: upstream ignores it, and with it what was asked for")),
    ConformanceRow(
      "submit-source", "1.1 create: sourceCertificateUuid",
      ConformanceRow.ask(
        "submitCertificateRequest", under: "tls-server",
        body: submission(#""sourceCertificateUuid":"\#(nobody)""#)),
      .badRequest(.memberUnsupported, "a submitted request has no predecessor"),
      insteadOf: .because(
        "docs/manifest.md: successors are made by renewCertificate and rekeyCertificate, which compare the two")
    ),
    ConformanceRow(
      "issue-new", "1.1 issueNewCertificate", before: [.submitted("s")],
      ConformanceRow.ask("issueNewCertificate", under: "tls-server", ConformanceRow.about("s")), .issued(),
      after: [.certificate("s", .issued)]),
    ConformanceRow(
      "issue-new-unknown", "1.5 issueNewCertificate: unknown certificate",
      ConformanceRow.ask("issueNewCertificate", under: "tls-server", #""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "issue-new-issued", "1.5 issueNewCertificate: state other than requested", before: [.issued("a")],
      ConformanceRow.ask("issueNewCertificate", under: "tls-server", ConformanceRow.about("a")),
      .invalid(
        .certificateState, "Cannot issue requested certificate with status Issued. Certificate: {{uuid:a}}")),
    ConformanceRow(
      "issue-new-failed", "3.1 a failed certificate cannot be issued again", before: [.failed("a")],
      ConformanceRow.ask("issueNewCertificate", under: "broken", ConformanceRow.about("a")),
      .invalid(
        .certificateState, "Cannot issue requested certificate with status Failed. Certificate: {{uuid:a}}")),
    ConformanceRow(
      "issue-new-foreign", "1.5 issueNewCertificate: another RA profile than the certificate's",
      before: [.submitted("s")],
      ConformanceRow.ask("issueNewCertificate", under: "tls-client", ConformanceRow.about("s")),
      .invalid(
        .certificateProfile,
        "Cannot issue requested certificate. Existing Certificate RA profile is different than RA profile of request. "
          + "Certificate: {{uuid:s}}"),
      insteadOf: .because("1.5: upstream 2.13 compares nothing")),
    ConformanceRow(
      "issue-new-disabled", "1.5 disabled RA profile", before: [.submitted("s")],
      ConformanceRow.ask("issueNewCertificate", under: "disabled", ConformanceRow.about("s")),
      .invalid(.raProfileDisabled, "Cannot issue certificate with disabled RA profile. Ra Profile: disabled"),
      insteadOf: .section8(.disabledProfile, "upstream 2.13 issues")),
    ConformanceRow(
      "issue-new-body", "1.1 issueNewCertificate has no body", before: [.submitted("s")],
      ConformanceRow.ask("issueNewCertificate", under: "tls-server", ConformanceRow.about("s"), body: #"{"a":1}"#),
      .badRequest(.memberUnknown, "Unable to read HTTP message: the operation has no body")),
  ]

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b12"

  private static func submission(_ members: String...) -> String {
    "{" + (members + [#""request":"{{csr:plain}}","issueAttributes":[]"#]).joined(separator: ",") + "}"
  }
}
