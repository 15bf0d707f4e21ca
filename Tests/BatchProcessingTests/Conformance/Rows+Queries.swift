import Diagnostics

/// The certificate inventory, an authority's chain and its CRL.
extension ConformanceTable {
  static let queries = refusedQueries + answeredQueries

  private static let noNames = """
    "otherName":[],"rfc822Name":[],"dNSName":["certificate.a"],"x400Address":[],"directoryName":[],\
    "ediPartyName":[],"uniformResourceIdentifier":[],"iPAddress":[],"registeredID":[]
    """

  /// CertificateDto of a certificate `a` of the row.
  private static func summary(state: String) -> String {
    """
    "uuid":"{{uuid:a}}","commonName":"plain.example","serialNumber":"{{serial:a}}",\
    "issuerCommonName":"Example Issuing CA","issuerDn":"{{issuer:issuing-ca}}",\
    "subjectDn":"CN=plain.example, O=Example, C=DE","notBefore":"2026-09-22T14:08:20Z",\
    "notAfter":"2027-10-24T14:08:19Z","publicKeyAlgorithm":"Ed25519","signatureAlgorithm":"Ed25519","keySize":256,\
    "state":"\(state)","certificateType":"X.509","fingerprint":"{{fingerprint:a}}",\
    "issuerSerialNumber":"{{issuerSerial:issuing-ca}}",\
    "raProfile":{"uuid":"{{profile:tls-server}}","name":"tls-server"}
    """
  }

  private static let answeredQueries = [
    ConformanceRow(
      "certificate", "3.13 CertificateDetailDto", before: [.issued("a")],
      ConformanceRow.ask("getCertificate", ConformanceRow.about("a")),
      .ok(
        """
        {\(summary(state: "issued")),"extendedKeyUsage":["1.3.6.1.5.5.7.3.1"],"keyUsage":["digitalSignature"],\
        "basicConstraints":"Subject Type=End Entity","subjectAlternativeNames":{\(noNames)},\
        "certificateContent":"{{der:a}}","certificateRequest":{"certificateType":"X.509",\
        "certificateRequestFormat":"pkcs10","content":"{{csr:plain}}"}}
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
      "crl", "4.1 crl: crlData is base64", ConformanceRow.ask("getCrl", #""authorityUuid":"{{authority:issuing-ca}}""#),
      .ok(#"{"crlData":"{{crl:issuing-ca}}"}"#)),
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
