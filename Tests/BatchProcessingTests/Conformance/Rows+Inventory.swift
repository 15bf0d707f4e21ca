import Diagnostics
import PKIModel

/// uploadCertificate and identifyCertificate.
extension ConformanceTable {
  static let inventory = uploads + refusedUploads + identifications + refusedIdentifications + identified

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b17"

  // MARK: Uploading

  private static func upload(_ content: String = "{{der:a}}", and members: String = "") -> String {
    ConformanceRow.ask("uploadCertificate", body: #"{"certificate":"\#(content)"\#(members)}"#)
  }

  /// CertificateDetailDto of what the row's own request uploads.
  private static func detail(
    issuer: String? = nil, authority: String? = nil, and members: String = ""
  ) -> String {
    elsewhereDetail(uuid: "{{uuid}}", issuer: issuer, authority: authority, and: members)
  }

  /// CertificateDetailDto of a certificate `a` of the row that comes from elsewhere.
  static func elsewhereDetail(
    uuid: String = "{{uuid:a}}", issuer: String? = nil, authority: String? = nil, state: String = "issued",
    raProfile: String? = nil, and members: String
  ) -> String {
    let issuer = issuer ?? #""issuerCommonName":"Example Issuing CA","issuerDn":"{{issuer:issuing-ca}}""#
    let authority = authority ?? #""issuerSerialNumber":"{{issuerSerial:issuing-ca}}","#
    let raProfile = raProfile.map { #""raProfile":{"uuid":"{{profile:\#($0)}}","name":"\#($0)"},"# } ?? ""
    return """
      {"uuid":"\(uuid)","commonName":"plain.example","serialNumber":"{{serial:a}}",\(issuer),\
      "subjectDn":"CN=plain.example, O=Example, C=DE","notBefore":"2026-01-01T00:00:00Z",\
      "notAfter":"2027-01-01T00:00:00Z","publicKeyAlgorithm":"Ed25519","signatureAlgorithm":"Ed25519","keySize":256,\
      "state":"\(state)","certificateType":"X.509","fingerprint":"{{fingerprint:a}}",\(authority)\(raProfile)\
      "keyUsage":[],"basicConstraints":"Subject Type=End Entity","subjectAlternativeNames":{\(names)},\
      "certificateContent":"{{der:a}}"\(members)}
      """
  }

  private static let owner = #""content":[{"data":"Ann"}]"#

  private static let uploads = [
    ConformanceRow(
      "upload", "4.7 state issued, no RA profile", before: [.elsewhere("a")], upload(), .ok(detail()),
      after: [.uploaded()]),
    ConformanceRow(
      "upload-stranger", "4.7 whoever has signed it", before: [.elsewhere("a", .stranger)], upload(),
      .ok(detail(issuer: #""issuerCommonName":"Somebody Else","issuerDn":"CN=Somebody Else""#, authority: "")),
      after: [.uploaded()]),
    ConformanceRow(
      "upload-attributes", "1.1 UploadCertificateRequestDto: customAttributes", before: [.elsewhere("a")],
      upload(and: #","customAttributes":[{"name":"owner","contentType":"string",\#(owner)}]"#),
      .ok(
        detail(
          and: """
            ,"customAttributes":[{"uuid":"\(ConformanceAttributes.uuid(31))","name":"owner","label":"The owner",\
            "type":"custom","contentType":"string",\(owner)}]
            """)), after: [.uploaded()]),
  ]

  private static let unsupported = "Uploaded certificate content has invalid or unsupported format. Cause: "

  private static let refusedUploads = [
    ConformanceRow(
      "upload-known", "1.4 AlreadyExistException: of a certificate from elsewhere", before: [.uploaded("a")], upload(),
      .badRequest(.certificateExists, "Certificate already exists with fingerprint {{fingerprint:a}}")),
    ConformanceRow(
      "upload-issued", "1.4 AlreadyExistException: of a certificate that was issued here", before: [.issued("a")],
      upload(), .badRequest(.certificateExists, "Certificate already exists with fingerprint {{fingerprint:a}}")),
    ConformanceRow(
      "upload-twin", "4.7 more than one certificate with a serial number",
      before: [.uploaded("a"), .elsewhere("b", .twin(of: "a"))], upload("{{der:b}}"),
      .invalid(.certificateAmbiguous, "More than one certificate found with serial number: {{serial:a}}")),
    ConformanceRow(
      "upload-nothing", "4.7 neither PEM nor DER", upload("%%%"),
      .invalid(.certificateMalformed, unsupported + "it is neither base64 nor PEM")),
    ConformanceRow(
      "upload-request", "4.7 other PEM", upload("{{pem:plain}}"),
      .invalid(
        .certificateMalformed,
        "Uploaded PEM encoded content is not certificate. Uploaded PEM type: CERTIFICATE REQUEST")),
    ConformanceRow(
      "upload-digest", "design 6 requestSha256 pins what was approved", before: [.elsewhere("a")],
      ConformanceRow.ask(
        "uploadCertificate", #""requestSha256":"\#(String(repeating: "0", count: 64))""#,
        body: #"{"certificate":"{{der:a}}"}"#),
      .badRequest(.requestDigest, "the certificate is not the one that requestSha256 names")),
    ConformanceRow(
      "upload-attribute", "2.7 customAttributes, beside everything else that is wrong",
      upload("%%%", and: #","customAttributes":[{"name":"rack","contentType":"string","content":[{"data":"7"}]}]"#),
      .invalid(
        .attributeUnknown, "Content for attribute rack is provided but definition is not found",
        unsupported + "it is neither base64 nor PEM")),
    ConformanceRow(
      "upload-missing", "1.4 Validation error", ConformanceRow.ask("uploadCertificate", body: "{}"),
      .badRequest(.memberMissing, #"Validation error: member "certificate" is missing"#)),
    ConformanceRow(
      "upload-empty", "1.4 Validation error", upload(""),
      .badRequest(.memberMissing, #"Validation error: member "certificate" is missing"#)),
    ConformanceRow(
      "upload-no-body", "1.4 unreadable: the body is missing", ConformanceRow.ask("uploadCertificate"),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
    ConformanceRow(
      "upload-member-type", "1.4 wrong JSON type", ConformanceRow.ask("uploadCertificate", body: #"{"certificate":7}"#),
      .badRequest(.memberType, "Unable to read HTTP message: a string is expected")),
  ]

  // MARK: Identifying

  private static func identify(
    _ certificate: String = ConformanceRow.about("a"), under profile: String? = "tls-server", body: String? = nil
  ) -> String {
    ConformanceRow.ask("identifyCertificate", under: profile, certificate, body: body)
  }

  private static let identifications = [
    ConformanceRow(
      "identify", "4.7 the RA profile's authority has signed it", before: [.uploaded("a")], identify(),
      .ok(#"{"meta":[]}"#), after: [.certificate("a", .issued)]),
    ConformanceRow(
      "identify-body", "1.1 CertificateUpdateObjectsDto: raProfileUuid", before: [.uploaded("a")],
      identify(under: nil, body: #"{"raProfileUuid":"{{profile:attributed}}"}"#), .ok(#"{"meta":[]}"#),
      after: [.certificate("a", .issued)]),
    ConformanceRow(
      "identify-metadata", "2.8, 4.7 meta: what the RA profile says of each certificate", before: [.uploaded("a")],
      identify(under: "lenient"),
      .ok(
        """
        {"meta":[{"uuid":"\(ConformanceAttributes.uuid(45))","name":"session","content":[{"data":"January"}],\
        "type":"meta","contentType":"string",\
        "properties":{"label":"The session","visible":true,"global":false,"overwrite":false}}]}
        """), after: [.certificate("a", .issued)]),
    ConformanceRow(
      "identify-fingerprint", "design 6 a certificate by its fingerprint, uploaded by the same batch",
      before: [.elsewhere("a")], beside: [("u", upload())],
      identify(#""certificateUuid":{"fingerprint":"{{fingerprint:a}}"}"#), .ok(#"{"meta":[]}"#),
      after: [.certificate("u", .issued)]),
  ]

  private static func notIdentified(_ profile: String) -> ConformanceRow.Answer {
    .badRequest(
      .certificateNotIdentified,
      "Cannot switch RA profile for certificate. Certificate not identified by authority of new RA profile \(profile). "
        + "Certificate needs to be reissued. Certificate: {{uuid:a}}")
  }

  private static let isBound = ConformanceRow.Answer.invalid(
    .certificateProfile,
    "Cannot switch RA profile for certificate. It has RA profile tls-server already. Certificate: {{uuid:a}}")

  private static let refusedIdentifications = [
    ConformanceRow(
      "identify-unknown", "1.4 NotFoundException", identify(#""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, "Object of type 'Certificate' identified by \(nobody) is not found.")),
    ConformanceRow(
      "identify-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      identify(#""certificateUuid":"7b55ge1c""#), .badRequest(.memberValue, "Invalid UUID string: 7b55ge1c")),
    ConformanceRow(
      "identify-unnamed", "1.1 the certificate stands in the path",
      ConformanceRow.ask("identifyCertificate", under: "tls-server"),
      .badRequest(.memberMissing, "the certificate is not named")),
    ConformanceRow(
      "identify-stranger", "4.7 not identified: nobody of the home has signed it", before: [.uploaded("a", .stranger)],
      identify(), notIdentified("tls-server")),
    ConformanceRow(
      "identify-other-authority", "4.7 not identified: another authority has signed it", before: [.uploaded("a")],
      identify(under: "others"), notIdentified("others")),
    ConformanceRow(
      "identify-authority", "4.7 identified, but not valid according to RA profile attributes",
      before: [.uploaded("a", .authority)], identify(),
      .invalid(
        .certificateProfile,
        "Cannot switch RA profile for certificate. Certificate identified by authority of new RA profile tls-server "
          + "but not valid according to RA profile attributes: it is one of a CA. Certificate: {{uuid:a}}")),
    ConformanceRow(
      "identify-issued", "4.7 only what has no RA profile", before: [.issued("a")], identify(), isBound,
      insteadOf: .because("4.7: upstream switches it")),
    ConformanceRow(
      "identify-submitted", "4.7 only what has no RA profile", before: [.submitted("a")], identify(), isBound,
      insteadOf: .because("4.7: upstream switches it")),
    ConformanceRow(
      "identify-twice", "4.7 only what has no RA profile", before: [.uploaded("a")], beside: [("i", identify())],
      identify(), isBound, after: [.certificate("a", .issued)]),
    ConformanceRow(
      "identify-disabled", "1.5 RA profile disabled", before: [.uploaded("a")], identify(under: "disabled"),
      .invalid(
        .raProfileDisabled, "Cannot switch RA profile for certificate with disabled RA profile. Ra Profile: disabled")),
    ConformanceRow(
      "identify-unknown-profile", "1.4 NotFoundException", before: [.uploaded("a")],
      identify(under: nil, body: #"{"raProfileUuid":"\#(nobody)"}"#),
      .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by \(nobody) is not found.")),
    ConformanceRow(
      "identify-groups", "1.1 CertificateUpdateObjectsDto: only the RA profile means something here",
      before: [.uploaded("a")], identify(body: #"{"groupUuids":["\#(nobody)"]}"#),
      .badRequest(.memberUnsupported, "certificates here have no groups, owners and trust settings")),
  ]

  // MARK: What can be done with it

  private static func ask(_ operation: String, body: String = "{}") -> String {
    ConformanceRow.ask(operation, under: "tls-server", ConformanceRow.about("a"), body: body)
  }

  private static let bound = [("i", identify())]

  private static let identified = [
    ConformanceRow(
      "uploaded-revoke", "1.5 revoke: RA profile differs", before: [.uploaded("a")], ask("revokeCertificate"),
      .invalid(
        .certificateProfile,
        "Cannot perform operation revoke on certificate. Existing Certificate RA profile is different than RA profile "
          + "of request. Certificate: {{uuid:a}}")),
    ConformanceRow(
      "identified-revoke", "4.7 then it is revoked as if it had been issued here", before: [.uploaded("a")],
      beside: bound, ask("revokeCertificate"), .noContent(), after: [.revoked("a", .unspecified)]),
    ConformanceRow(
      "identified-renew", "1.5 renew: no request on record", before: [.uploaded("a")], beside: bound,
      ask("renewCertificate"),
      .invalid(.certificateRequestMissing, "CSR does not available for the existing certificate"),
      after: [.certificate("a", .issued)]),
    ConformanceRow(
      "identified-renew-request", "3.6 renew with a request", before: [.uploaded("a")], beside: bound,
      ask("renewCertificate", body: #"{"request":"{{csr:plain}}"}"#), .issued(),
      after: [.own(.issued), .certificate("a", .issued)]),
    ConformanceRow(
      "identified-rekey", "3.6 rekey with a request", before: [.uploaded("a")], beside: bound,
      ask("rekeyCertificate", body: #"{"request":"{{csr:rekeyed}}"}"#), .issued(),
      after: [.own(.issued), .certificate("a", .issued)]),
  ]
}
