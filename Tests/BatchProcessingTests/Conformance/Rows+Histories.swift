import Diagnostics
import PKIModel

/// getCertificateEventHistory.
extension ConformanceTable {
  static let histories = told + refusedHistories

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b16"

  /// CertificateEventHistoryDto of a certificate `a` of the row.
  ///
  /// - Parameter request: The id of the request, and of its batch.
  static func event(
    _ number: Int, _ kind: String, _ message: String,
    of request: (id: String, batch: String) = ("{{name:a}}", "before"),
    status: String = "SUCCESS", details: String = ""
  ) -> String {
    """
    {"uuid":"{{event:a/\(number) \(kind)}}","certificateUuid":"{{uuid:a}}","created":"2026-09-22T14:13:20Z",\
    "createdBy":"\(request.batch)","event":"\(kind)","status":"\(status)","message":"\(message)",\
    "additionalInformation":{\(details)"Request":"\(request.id)"}}
    """
  }

  private static let issued = event(0, "Issue Certificate", "Issued using RA Profile tls-server")

  /// By the request `r` beside.
  private static func revoked(_ reason: String) -> String {
    event(1, "Revoke Certificate", "Certificate revoked. Reason: \(reason)", of: ("{{name:r}}", "rows"))
  }

  private static func history(_ certificate: String = ConformanceRow.about("a")) -> String {
    ConformanceRow.ask("getCertificateEventHistory", certificate)
  }

  private static func later(_ operation: String, body: String) -> String {
    ConformanceRow.ask(operation, under: "tls-server", ConformanceRow.about("a"), body: body)
  }

  // MARK: What happened

  private static let told = [
    ConformanceRow(
      "history", "3.14 Issue Certificate", before: [.issued("a")], history(), .ok("[\(issued)]")),
    ConformanceRow(
      "history-revoked", "3.14 Revoke Certificate, with the reason's label", before: [.issued("a")],
      beside: [("r", later("revokeCertificate", body: #"{"reason":"keyCompromise"}"#))], history(),
      .ok("[\(issued),\(revoked("Key compromise"))]"), after: [.revoked("a", .keyCompromise)]),
    ConformanceRow(
      "history-bulk", "3.14 Revoke Certificate, by a bulk request", before: [.issued("a")],
      beside: [
        (
          "r",
          ConformanceRow.ask(
            "bulkRevoke", under: "tls-server", body: #"{"certificateUuids":["{{uuid:a}}"],"reason":"superseded"}"#)
        )
      ], history(),
      .ok("[\(issued),\(revoked("Superseded"))]"),
      after: [.revoked("a", .superseded)]),
    ConformanceRow(
      "history-renewed", "3.14 Renew Certificate names the new certificate", before: [.issued("a")],
      beside: [("n", later("renewCertificate", body: "{}"))], history(),
      .ok("[\(issued),\(succeeded("Renew Certificate", "Renewed", by: "n"))]"),
      after: [.certificate("n", .issued)]),
    ConformanceRow(
      "history-rekeyed", "3.14 Rekey Certificate names the new certificate", before: [.issued("a")],
      beside: [("k", later("rekeyCertificate", body: #"{"request":"{{csr:rekeyed}}"}"#))], history(),
      .ok("[\(issued),\(succeeded("Rekey Certificate", "Rekeyed", by: "k"))]"), after: [.certificate("k", .issued)]),
    ConformanceRow(
      "history-refused", "3.14 status FAILED, with the refusal's text", before: [.issued("a")],
      beside: [("n", later("renewCertificate", body: #"{"request":"{{csr:rekeyed}}"}"#))], history(),
      .ok("[\(issued),\(refused)]")),
    ConformanceRow(
      "history-submitted", "3.14 Request Certificate", before: [.submitted("a")], history(),
      .ok("[\(event(0, "Request Certificate", "Certificate request created"))]")),
    ConformanceRow(
      "history-uploaded", "3.14 Upload Certificate", before: [.uploaded("a")], history(),
      .ok("[\(event(0, "Upload Certificate", "Certificate uploaded"))]")),
    ConformanceRow(
      "history-identified", "3.14 Update RA Profile: from none", before: [.uploaded("a")],
      beside: [("i", later("identifyCertificate", body: "null"))], history(),
      .ok(
        "[\(event(0, "Upload Certificate", "Certificate uploaded")),"
          + "\(event(1, "Update RA Profile", "undefined -> tls-server", of: ("{{name:i}}", "rows")))]"),
      after: [.certificate("a", .issued)]),
  ]

  /// By a request beside.
  static func succeeded(_ kind: String, _ word: String, by request: String) -> String {
    event(
      1, kind, "\(word) using RA Profile tls-server", of: ("{{name:\(request)}}", "rows"),
      details: """
        "New Certificate UUID":"{{uuid:\(request)}}","New Certificate Serial Number":"{{serial:\(request)}}",
        """)
  }

  private static let refused = event(
    1, "Renew Certificate",
    "Unable to validate the public key of CSR and certificate. Error: Public key of certificate and CSR does not match",
    of: ("{{name:n}}", "rows"), status: "FAILED")

  // MARK: The certificate

  private static let refusedHistories = [
    ConformanceRow(
      "history-unknown", "1.4 NotFoundException", history(#""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "history-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      history(#""certificateUuid":"7b55ge1c""#), .badRequest(.memberValue, "Invalid UUID string: 7b55ge1c")),
    ConformanceRow(
      "history-failed", "3.1 a failed certificate is none", before: [.failed("a")], history(),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by {{uuid:a}} is not found.")),
    ConformanceRow(
      "history-unnamed", "1.1 the certificate stands in the path", ConformanceRow.ask("getCertificateEventHistory"),
      .badRequest(.memberMissing, "the certificate is not named")),
  ]
}
