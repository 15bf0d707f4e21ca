import Diagnostics
import PKIModel

/// Authorities that cannot issue; they come last, as keys that were opened before make them failures of their own.
extension ConformanceTable {
  static let authorities = [
    ConformanceRow(
      "authority-expired", "7.4 AUTHORITY_ERROR: CA certificate expired", issue(under: "expired"),
      .authorityError(
        .authorityInvalid,
        "authority expired-ca cannot issue: the CA certificate expired at 2011-09-25T14:13:19Z")),
    ConformanceRow(
      "authority-signature", "7.4 AUTHORITY_ERROR: signing failed; 1.5 phase B: state failed",
      ConformanceRow.ask(
        "issueCertificate", under: "broken",
        body: """
          {"request":"{{csr:plain}}","attributes":[{"name":"san","contentType":"string",\
          "content":[{"data":"dNSName={{name:own}}"}]}]}
          """),
      .authorityError(
        .signatureFailed,
        "the certificate could not be signed: a signature that was made does not verify"),
      after: [.own(.failed)],
      insteadOf: .because("1.5: upstream has answered 200 already; phases A and B are one here")),
    unsigned(
      "issue-new", before: [.submitted("s", under: "breaking")],
      ConformanceRow.ask("issueNewCertificate", under: "breaking", ConformanceRow.about("s")),
      after: [.certificate("s", .failed)]),
    unsigned(
      "renew", before: [.issued("a", under: "breaking")],
      ConformanceRow.ask("renewCertificate", under: "breaking", ConformanceRow.about("a"), body: "{}"),
      after: [.own(.failed)]),
    unsigned(
      "rekey", before: [.issued("a", under: "breaking")],
      ConformanceRow.ask(
        "rekeyCertificate", under: "breaking", ConformanceRow.about("a"), body: #"{"request":"{{csr:rekeyed}}"}"#),
      after: [.own(.failed)]),
    unsigned(
      "enrol", beside: [("add", person)],
      ConformanceRow.ask(
        "legacyIssueCertificate", under: "breaking",
        body: """
          {"username":"{{name:u}}","password":"\(ConformanceBeginnings.password)","pkcs10":"{{csr:plain}}"}
          """),
      after: [.endEntity("u", .failed), .own(.failed)]),
    ConformanceRow(
      "authority-locked", "7.4 AUTHORITY_UNAVAILABLE: CA key cannot be opened", issue(under: "locked"),
      .unavailable(
        .authorityKey,
        "{{home}}/keys/locked-ca.pem: wrong passphrase for the key of authority locked-ca")),
    ConformanceRow(
      "authority-locked-revoke", "1.5 revoke, phase B: what could not be revoked stays issued",
      before: [.issued("a", under: "locking")],
      ConformanceRow.ask("revokeCertificate", under: "locking", ConformanceRow.about("a"), body: "{}"),
      .unavailable(
        .authorityKey, "{{home}}/keys/locking-ca.pem: wrong passphrase for the key of authority locking-ca")),
  ]

  /// A request whose certificate is given up, because the key signs wrongly.
  private static func unsigned(
    _ name: String, before: [ConformanceRow.Given] = [], beside: [(name: String, members: String)] = [],
    _ request: String, after: [ConformanceRow.After]
  ) -> ConformanceRow {
    ConformanceRow(
      "authority-signature-" + name, "1.5 \(name), phase B: the CA fails; state failed", before: before,
      beside: beside, request,
      .authorityError(
        .signatureFailed, "the certificate could not be signed: a signature that was made does not verify"),
      after: after,
      insteadOf: .because("1.5: upstream has answered 200 already; phases A and B are one here"))
  }

  private static let person = ConformanceRow.ask(
    "addEndEntity", under: "breaking",
    body: """
      {"username":"{{name:u}}","password":"\(ConformanceBeginnings.password)","subjectDN":"CN=Ann Other",\
      "subjectAltName":"dNSName={{name:own}}"}
      """)

  private static func issue(under profile: String) -> String {
    ConformanceRow.ask("issueCertificate", under: profile, body: #"{"request":"{{csr:plain}}","attributes":[]}"#)
  }
}
