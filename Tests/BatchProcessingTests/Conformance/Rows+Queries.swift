import Diagnostics
import PKIModel

/// The certificate inventory, an authority's chain and its CRL.
extension ConformanceTable {
  static let queries = refusedQueries + answeredQueries

  /// The names of a certificate `a` of the row.
  static let names = """
    "otherName":[],"rfc822Name":[],"dNSName":["{{name:a}}"],"x400Address":[],"directoryName":[],\
    "ediPartyName":[],"uniformResourceIdentifier":[],"iPAddress":[],"registeredID":[]
    """

  private static let issuerAndValidity = """
    "issuerCommonName":"Example Issuing CA","issuerDn":"{{issuer:issuing-ca}}",\
    "subjectDn":"CN=plain.example, O=Example, C=DE","notBefore":"2026-09-22T14:08:20Z",\
    "notAfter":"2027-10-24T14:08:19Z"
    """

  /// The request behind a certificate `a` of the row, and what it was issued with.
  private static let given = """
    "certificateRequest":{"certificateType":"X.509","certificateRequestFormat":"pkcs10","content":"{{csr:plain}}"},\
    "issueAttributes":[{"uuid":"2cfd8c1a-e867-42f1-ab6c-67fb1964e163","name":"san","label":"Subject Alternative Name",\
    "type":"data","contentType":"string","content":[{"data":"dNSName={{name:a}}"}]}]
    """

  private static let incident = #""content":[{"data":"I-1"}]"#

  /// The beginning of CertificateDetailDto of a certificate `a` of the row.
  private static func detail(state: String, raProfile: String = "tls-server") -> String {
    """
    \(summary(state: state, raProfile: raProfile)),"extendedKeyUsage":["1.3.6.1.5.5.7.3.1"],\
    "keyUsage":["digitalSignature"],\
    "basicConstraints":"Subject Type=End Entity","subjectAlternativeNames":{\(names)},\
    "certificateContent":"{{der:a}}",\(given)
    """
  }

  /// CertificateDto of a certificate `a` of the row.
  private static func summary(state: String, raProfile: String = "tls-server") -> String {
    """
    "uuid":"{{uuid:a}}","commonName":"plain.example","serialNumber":"{{serial:a}}",\
    \(issuerAndValidity),"publicKeyAlgorithm":"Ed25519","signatureAlgorithm":"Ed25519","keySize":256,\
    "state":"\(state)","certificateType":"X.509","fingerprint":"{{fingerprint:a}}",\
    "issuerSerialNumber":"{{issuerSerial:issuing-ca}}",\
    "raProfile":{"uuid":"{{profile:\(raProfile)}}","name":"\(raProfile)"}
    """
  }

  /// What the RA profile `lenient` says of each certificate.
  private static let metadata = """
    "metadata":[{"items":[{"uuid":"\(ConformanceAttributes.uuid(45))","name":"session","label":"The session",\
    "type":"meta","contentType":"string","content":[{"data":"January"}]}]}]
    """

  private static let answeredQueries = [
    ConformanceRow(
      "certificate", "3.13 CertificateDetailDto", before: [.issued("a")],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        """
        {\(detail(state: "issued")),"privateKeyAvailability":false,"relatedCertificates":[],\
        "eventHistory":[\(event(0, "Issue Certificate", "Issued using RA Profile tls-server"))]}
        """)),
    ConformanceRow(
      "certificate-renewed", "3.13 relatedCertificates, eventHistory", before: [.issued("a")],
      beside: [
        ("n", ConformanceRow.ask("renewCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"))
      ],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        """
        {\(detail(state: "issued")),"privateKeyAvailability":false,\
        "relatedCertificates":[{"uuid":"{{uuid:n}}","commonName":"plain.example",\
        "serialNumber":"{{serial:n}}",\(issuerAndValidity),"fingerprint":"{{fingerprint:n}}"}],\
        "eventHistory":[\(event(0, "Issue Certificate", "Issued using RA Profile tls-server")),\
        \(succeeded("Renew Certificate", "Renewed", by: "n"))]}
        """), after: [.certificate("n", .issued)]),
    ConformanceRow(
      "certificate-revoked", "3.13 state, revokeAttributes", before: [.uploaded("a")],
      beside: [
        ("i", ConformanceRow.ask("identifyCertificate", under: "attributed", ConformanceRow.about("a"))),
        (
          "r",
          ConformanceRow.ask(
            "revokeCertificate", under: "attributed", ConformanceRow.about("a"),
            body: #"{"attributes":[{"name":"incident",\#(incident)}]}"#)
        ),
      ], ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        elsewhereDetail(
          state: "revoked", raProfile: "attributed",
          and: """
            ,"revokeAttributes":[{"uuid":"\(ConformanceAttributes.uuid(21))","name":"incident","label":"The incident",\
            "type":"data","contentType":"string",\(incident)}],"privateKeyAvailability":false,\
            "relatedCertificates":[],"eventHistory":[\
            \(event(0, "Upload Certificate", "Certificate uploaded")),\
            \(event(1, "Update RA Profile", "undefined -> attributed", of: ("{{name:i}}", "rows"))),\
            \(event(2, "Revoke Certificate", "Certificate revoked. Reason: Unspecified", of: ("{{name:r}}", "rows")))]
            """)), after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "certificate-metadata", "2.8 metadata: what the authority says of each certificate",
      before: [.issued("a", under: "lenient")], ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        """
        {\(detail(state: "issued", raProfile: "lenient")),\(metadata),"privateKeyAvailability":false,\
        "relatedCertificates":[],"eventHistory":[\
        \(event(0, "Issue Certificate", "Issued using RA Profile lenient"))]}
        """)),
    ConformanceRow(
      "certificate-metadata-identified", "2.8 metadata, 4.7 of a certificate that was identified",
      before: [.uploaded("a")],
      beside: [("i", ConformanceRow.ask("identifyCertificate", under: "lenient", ConformanceRow.about("a")))],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        elsewhereDetail(
          state: "issued", raProfile: "lenient",
          and: """
            ,\(metadata),"privateKeyAvailability":false,"relatedCertificates":[],"eventHistory":[\
            \(event(0, "Upload Certificate", "Certificate uploaded")),\
            \(event(1, "Update RA Profile", "undefined -> lenient", of: ("{{name:i}}", "rows")))]
            """)), after: [.certificate("a", .issued)]),
    ConformanceRow(
      "certificate-submitted", "3.13 state requested", before: [.submitted("a")],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        """
        {"uuid":"{{uuid:a}}","commonName":"plain.example","subjectDn":"CN=plain.example, O=Example, C=DE",\
        "publicKeyAlgorithm":"Ed25519","keySize":256,"state":"requested","certificateType":"X.509",\
        "raProfile":{"uuid":"{{profile:tls-server}}","name":"tls-server"},"subjectAlternativeNames":{\(names)},\
        \(given),"eventHistory":[\(event(0, "Request Certificate", "Certificate request created"))]}
        """)),
    ConformanceRow(
      "certificates", "3.13 CertificateDto, a page of those that all filters let through", before: [.revoked("a")],
      ConformanceRow.ask(
        "listCertificates", body: #"{"filters":[\#(filter("SERIAL_NUMBER", "EQUALS", #""{{serial:a}}""#))]}"#),
      .ok(
        """
        {"certificates":[{\(summary(state: "revoked"))}],"itemsPerPage":10,"pageNumber":1,"totalPages":1,\
        "totalItems":1}
        """)),
    ConformanceRow(
      "crl", "4.1 crl: crlData is base64", before: [.issued("a", under: "others")],
      ConformanceRow.ask("getCrl", #""authorityUuid":"{{authority:other-ca}}""#),
      .ok(#"{"crlData":"{{crl:other-ca}}"}"#)),
    ConformanceRow(
      "crl-due", "4.6 the CRL has all that is revoked before", before: [.issued("a")],
      beside: [
        ("r", ConformanceRow.ask("revokeCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"))
      ], ConformanceRow.ask("getCrl", #""authorityUuid":"{{authority:issuing-ca}}""#),
      .ok(#"{"crlData":"{{nextCRL:issuing-ca}}"}"#), after: [.revoked("a", .unspecified)]),
  ]

  private static let refusedQueries = [
    ConformanceRow(
      "certificate-unknown", "1.4 NotFoundException",
      ConformanceRow.ask("getCertificate", #""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "certificate-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      ConformanceRow.ask("getCertificate", #""certificateUuid":"7b55ge1c""#),
      .badRequest(.memberValue, "Invalid UUID string: 7b55ge1c")),
    ConformanceRow(
      "certificate-failed", "3.1 a failed certificate has no content", before: [.failed("a")],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by {{uuid:a}} is not found.")),
    ConformanceRow(
      "certificate-unnamed", "1.1 the certificate stands in the path", ConformanceRow.ask("getCertificate"),
      .badRequest(.memberMissing, "the certificate is not named")),
    ConformanceRow(
      "certificates-none", "1.1 a page of what all filters let through",
      ConformanceRow.ask(
        "listCertificates",
        body: #"{"filters":[\#(filter("COMMON_NAME", "EQUALS", #""nobody.example""#))],"itemsPerPage":5}"#),
      .ok(#"{"certificates":[],"itemsPerPage":5,"pageNumber":1,"totalPages":0,"totalItems":0}"#)),
    ConformanceRow(
      "certificates-unknown-field", "1.4 unknown enum code inside JSON",
      ConformanceRow.ask("listCertificates", body: #"{"filters":[\#(filter("COLOUR", "EQUALS", #""red""#))]}"#),
      .badRequest(.memberValue, #"Unable to read HTTP message: "fieldIdentifier" cannot be "COLOUR""#)),
    ConformanceRow(
      "certificates-comparison", "5 conditions: an order is for points in time",
      ConformanceRow.ask("listCertificates", body: #"{"filters":[\#(filter("COMMON_NAME", "GREATER", #""a""#))]}"#),
      .badRequest(
        .memberValue, "Unable to read HTTP message: COMMON_NAME cannot be compared by GREATER")),
    ConformanceRow(
      "certificates-page", "1.4 Validation error",
      ConformanceRow.ask("listCertificates", body: #"{"itemsPerPage":0}"#),
      .badRequest(.memberValue, "Unable to read HTTP message: 0 is not allowed")),
    ConformanceRow(
      "chain-unknown-profile", "1.4 NotFoundException", ConformanceRow.ask("getCaCertificates", under: "nowhere"),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by nowhere is not found.")),
    ConformanceRow(
      "crl-none", "4.6 the authority has made no CRL yet",
      ConformanceRow.ask("getCrl", #""authorityUuid":"{{authority:expired-ca}}""#),
      .notFound(.crlUnknown, "Object of type 'Crl' identified by {{authority:expired-ca}} is not found.")),
    ConformanceRow(
      "crl-unknown-authority", "1.4 NotFoundException", ConformanceRow.ask("getCrl", #""authorityUuid":"\#(nobody)""#),
      .notFound(.authorityUnknown, "Object of type 'Authority' identified by \(nobody) is not found.")),
    ConformanceRow(
      "crl-delta", "4.1 crl: delta",
      ConformanceRow.ask("getCrl", #""authorityUuid":"{{authority:other-ca}}""#, body: #"{"delta":true}"#),
      .badRequest(.memberValue, "Unable to read HTTP message: no delta CRL is made")),
  ]

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b15"

  private static func filter(_ field: String, _ condition: String, _ value: String) -> String {
    #"{"fieldSource":"property","fieldIdentifier":"\#(field)","condition":"\#(condition)","value":\#(value)}"#
  }
}
