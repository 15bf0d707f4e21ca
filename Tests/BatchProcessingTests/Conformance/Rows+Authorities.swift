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
      after: [.certificate("own", .failed)],
      insteadOf: .because("1.5: upstream has answered 200 already; phases A and B are one here")),
    ConformanceRow(
      "authority-locked", "7.4 AUTHORITY_UNAVAILABLE: CA key cannot be opened", issue(under: "locked"),
      .unavailable(
        .authorityKey,
        "{{home}}/keys/locked-ca.pem: wrong passphrase for the key of authority locked-ca")),
  ]

  private static func issue(under profile: String) -> String {
    ConformanceRow.ask("issueCertificate", under: profile, body: #"{"request":"{{csr:plain}}","attributes":[]}"#)
  }
}
